namespace AlexNet.Bench;

/// <summary>The checkout that the program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A folder of that name in the checkout or beside it or any folder round it; null when there is none.</summary>
    public static string? Nearby(string name)
    {
        for (var folder = new DirectoryInfo(Root); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, name) is var path && Directory.Exists(path)) return path;
        return null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AlexNetShell.sln"))) return folder.FullName;
        throw new InvalidOperationException("the benchmark works in a checkout: found no AlexNetShell.sln above the program");
    }
}
