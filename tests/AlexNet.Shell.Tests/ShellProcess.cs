using System.Diagnostics;

namespace AlexNet.Shell.Tests;

/// <summary>Runs the built shell as a child, the way a person would.</summary>
internal sealed record ShellProcess(int ExitCode, string Output, string Error)
{
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "AlexNet.Shell.dll");

    public static string Fixtures { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public string[] Lines => [.. Output.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];

    public static ShellProcess Command(string script) => Run(["-Command", script]);

    public static ShellProcess Run(string[] arguments, string input = "", Dictionary<string, string>? environment = null, string? module = null)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Fixtures,
        };
        start.Environment["ALEXNET_MODULE"] = module ?? Path.Combine(Fixtures, "AlexNet");
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The shell did not end: {string.Join(' ', arguments)}");
        }
        return new ShellProcess(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
