using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AlexNet.Notebooks.Kernel;

/// <summary>
/// The front end that started this kernel. When it is gone, killed without a word, the kernel has to go too. Jupyter names it in JPY_PARENT_PID.
/// </summary>
internal sealed partial class ParentProcess : IDisposable
{
    /// <summary>The variable that names it.</summary>
    public const string Variable = "JPY_PARENT_PID";

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

    /// <summary>Watches the front end, where one is named.</summary>
    /// <param name="named">The value of the variable.</param>
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
