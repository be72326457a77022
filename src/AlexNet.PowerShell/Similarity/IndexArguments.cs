using System.Management.Automation;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Planning;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Similarity;

/// <summary>What the cmdlets share that index photos: from parameters to a request, and the request's thread.</summary>
/// <param name="cmdlet">Who asks before a file that the user named is written.</param>
/// <param name="paths">The shell's paths.</param>
/// <param name="index">What -Index was given.</param>
internal sealed class IndexArguments(Cmdlet cmdlet, PathIntrinsics paths, string? index)
{
    /// <summary>What an index's name ends in: one that does not is some other file, which -Force must not replace.</summary>
    public const string Extension = ".index";

    /// <summary>The request. An index among the cached files is written unasked, as every cache is.</summary>
    /// <exception cref="Errors.Failure">The index's name is none.</exception>
    public IndexRequest Of(IReadOnlyList<string> folders, string layer, bool recurse, bool force)
    {
        var file = index is null ? null : OutFile.Resolve(paths, index, "an index", Extension);
        return new IndexRequest
        {
            Folders = folders,
            Recurse = recurse,
            File = file,
            Layer = layer,
            Force = force,
            Save = file is null || cmdlet.ShouldProcess(file, $"Bring the index of the photos in '{string.Join("', '", folders)}' up to date"),
            Plan = PlanOptions.Default,
        };
    }

    /// <summary>Brings the indexes up to date on another thread, with progress on the cmdlet's.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="model">Whose layer.</param>
    /// <param name="threads">Threads that compute; 0 for one a core.</param>
    /// <param name="then">What else is to be done there.</param>
    /// <param name="stop">The cmdlet's token.</param>
    /// <exception cref="Errors.Failure">The index cannot be used.</exception>
    public static SimilarPhotos Run(Cmdlet cmdlet, IndexRequest request, Model model, int threads, Action<SimilarPhotos, ITrainingReports, CancellationToken>? then, CancellationToken stop)
    {
        SimilarPhotos? made = null;
        request = request with { Plan = new PlanRequest(null, [], TunedPlan.Load(cmdlet)).For(model.Architecture, threads: threads) };
        new TrainingThread("Indexing photos", finishes: false).Run(cmdlet, (reports, ended) =>
        {
            var photos = SimilarPhotos.Prepare(request, model, reports, ended);
            try
            {
                then?.Invoke(photos, reports, ended);
                made = photos;
            }
            catch
            {
                photos.Dispose();
                throw;
            }
        }, stop);
        return made!;
    }
}
