using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Views;

namespace AlexNet.Bench.Photos;

/// <summary>From files to what the network takes, on all cores, without the network: how much of the whole job that is.</summary>
internal static class DecodingAlone
{
    public static Action<string> Ours(Model model, bool reducedDecoding)
    {
        var preprocessor = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height, ImageOptions.Default with { ReducedDecoding = reducedDecoding });
        return path => preprocessor.Load(path, new float[preprocessor.ViewLength]);
    }

    public static Action<string> Usual(Model model)
    {
        var preprocessing = new UsualPreprocessing(model.Preprocessing, model.Architecture.Input.Height);
        return path => preprocessing.Load(path, new float[model.Architecture.Input.Count]);
    }

    public static void Run(Action<string> decode, IReadOnlyList<string> paths) =>
        Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, decode);
}
