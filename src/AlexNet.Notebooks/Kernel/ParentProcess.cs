using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AlexNet.Notebooks.Kernel;

/// <summary>
/// The front end that started this kernel. When it is gone, killed without a word, the kernel has to go too. Jupyter names it in JPY_PARENT_PID. Visual Studio Code names none: there it is
/// the extension host, which is known by a variable of its own. Whoever else starts a kernel may leave it running.
/// </summary>
internal sealed partial class ParentProcess : IDisposable
{
    /// <summary>The variable that names it.</summary>
    public const string Variable = "JPY_PARENT_PID";

    /// <summary>What Visual Studio Code tells its processes that they are; the terminals in its window are not told.</summary>
    public const string EditorVariable = "VSCODE_ESM_ENTRYPOINT";

    private const string ExtensionHost = "extensionHostProcess";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Timer _timer;

    private ParentProcess(Func<bool> isAlive, Action gone)
    {
        _timer = new Timer(_ =>
        {
            if (!isAlive())
                gone();
        });
        _timer.Change(Interval, Interval);
    }

    /// <summary>Watches the front end, where one is known.</summary>
    /// <param name="variable">The value of an environment variable.</param>
    /// <param name="gone">Called when it is gone, perhaps more than once.</param>
    public static ParentProcess? Watch(Func<string, string?> variable, Action gone)
    {
        if (variable(Variable) is { } named) return Watch(named, gone);
        return !OperatingSystem.IsWindows() && variable(EditorVariable)?.EndsWith(ExtensionHost, StringComparison.Ordinal) == true ? Watch($"{GetParent()}", gone) : null;
    }

    /// <summary>Watches a front end, if one is named.</summary>
    /// <param name="named">Its process id.</param>
    /// <param name="gone">Called when it is gone, perhaps more than once.</param>
    public static ParentProcess? Watch(string? named, Action gone)
    {
        if (!int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id <= 1)
            return null;
        // A process whose parent has ended gets another parent at once, even while the dead one is still listed.
        if (!OperatingSystem.IsWindows() && GetParent() == id)
            return new ParentProcess(() => GetParent() == id, gone);
        try
        {
            var process = Process.GetProcessById(id);
            return new ParentProcess(() => !process.HasExited, gone);
        }
        catch (ArgumentException)
        {
            return new ParentProcess(() => false, gone);
        }
    }

    public void Dispose() => _timer.Dispose();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
