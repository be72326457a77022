namespace AlexNet.Shell;

/// <summary>
/// The few functions the shell brings itself, because nobody can work without them: going to a folder and listing it. They are the files of
/// Functions/, named as the function; everything else of full PowerShell is named by <see cref="MissingCommands"/>.
/// </summary>
internal static class ShellFunctions
{
    /// <summary>The functions of a folder of this project.</summary>
    public static IEnumerable<(string Name, string Definition)> All(string folder = "Functions")
    {
        string prefix = folder + "/";
        var assembly = typeof(ShellFunctions).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..], reader.ReadToEnd());
        }
    }
}
