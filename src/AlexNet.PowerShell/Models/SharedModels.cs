using AlexNet.Engine.Models;

namespace AlexNet.PowerShell.Models;

/// <summary>
/// The models of this process that somebody still holds, by their files: runspaces that name the same file share one copy of its weights, opened and packed once. A file that has
/// changed since is another.
/// </summary>
internal static class SharedModels
{
    private static readonly Dictionary<(string File, long Length, DateTime Written), WeakReference<Model>> Models = [];

    /// <summary>The model of a file; one thread opens it while others that want it wait.</summary>
    /// <exception cref="Errors.Failure">It is not there or no sound model.</exception>
    public static Model Load(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists) return ModelResolver.Load(file);
        var key = (info.FullName, info.Length, info.LastWriteTimeUtc);
        lock (Models)
        {
            if (Models.TryGetValue(key, out var known) && known.TryGetTarget(out var shared)) return shared;
            foreach (var gone in Models.Where(entry => !entry.Value.TryGetTarget(out _)).Select(entry => entry.Key).ToList()) Models.Remove(gone);
            var model = ModelResolver.Load(file);
            Models[key] = new WeakReference<Model>(model);
            return model;
        }
    }
}
