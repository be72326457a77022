using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Models;
using AlexNet.Engine.Similarity;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Imaging;
using AlexNet.Rendering.Features;
using AlexNet.Rendering.LayerTimes;
using AlexNet.Rendering.Neighbours;
using AlexNet.Rendering.Networks;
using AlexNet.Rendering.Predictions;
using AlexNet.Rendering.Saliency;
using AlexNet.Rendering.Tensors;
using AlexNet.Rendering.Timelines;
using AlexNet.Rendering.Training;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering;

/// <summary>From results to views, by their types: the one table of what is shown how, for pages, notebooks and shells.</summary>
public static class Renderer
{
    // A photo beside its maps.
    private const double PhotoSide = 120;

    /// <summary>The types that are shown as more than a table of their properties.</summary>
    public static IReadOnlyList<Type> ResultTypes { get; } =
    [
        typeof(Classification), typeof(ClassifierReport), typeof(ModelAccuracy), typeof(LayerInfo), typeof(Architecture), typeof(Model), typeof(PartitionPlan), typeof(DeviceLayer),
        typeof(LayerOutput), typeof(LayerActivation), typeof(SaliencyMap), typeof(OutputPixel), typeof(WeightTensor), typeof(LayerPerformance), typeof(TrainingRun),
        typeof(EpochResult), typeof(Timeline), typeof(DeviceSpan), typeof(SimilarImage), typeof(DuplicateGroup),
    ];

    /// <summary>Shows results of one type together, such as the photos of one run as a contact sheet.</summary>
    /// <param name="results">At least one, all of one type.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<View> Views(IReadOnlyList<object> results, RenderOptions? options = null)
    {
        options ??= RenderOptions.Default;
        IReadOnlyList<T> All<T>() => [.. results.Cast<T>()];
        return results[0] switch
        {
            Classification => [PredictionsView.Of(All<Classification>(), options)],
            ClassifierReport => [.. All<ClassifierReport>().Select(report => ClassifierView.Of(report, options))],
            ModelAccuracy => [.. All<ModelAccuracy>().Select(accuracy => AccuracyView.Of(accuracy, options))],
            LayerInfo => [.. Runs(All<LayerInfo>(), layer => layer.Network).Select(NetworkView.Of)],
            Architecture => [.. All<Architecture>().Select(network => NetworkView.Of(network))],
            Model => [.. All<Model>().Select(model => NetworkView.Of(model.Architecture))],
            PartitionPlan => [.. All<PartitionPlan>().Select(plan => NetworkView.Of(plan.Architecture, plan.Devices))],
            DeviceLayer => [.. Runs(All<DeviceLayer>(), layer => layer.Summary).Select(DevicePlanView.Of)],
            LayerOutput => [.. All<LayerOutput>().Take(options.MaxItems).Select(output => FeatureMapView.Of(output, Photo(output.Path, options), options))],
            LayerActivation => [.. Runs(All<LayerActivation>(), layer => layer.Model).Select(ActivationView.Of)],
            SaliencyMap => [SaliencyView.Of(All<SaliencyMap>(), options)],
            OutputPixel => [.. All<OutputPixel>().SelectMany(pixel => new[] { OutputPixelView.Of(pixel), Im2ColView.Of(pixel) })],
            SimilarImage => [.. Runs(All<SimilarImage>(), image => image.Query).Take(options.MaxItems).Select(images => NeighboursView.Of(images, options))],
            DuplicateGroup => [.. All<DuplicateGroup>().Take(options.MaxItems).Select(group => NeighboursView.Of(group, options))],
            WeightTensor => [TensorView.Of(All<WeightTensor>(), options)],
            LayerPerformance => [.. Runs(All<LayerPerformance>(), layer => (layer.Model, layer.BatchSize, layer.ThreadCount)).Select(layers => LayerTimesView.Of(layers, options))],
            TrainingRun => [TrainingView.Of(All<TrainingRun>(), options)],
            EpochResult => [TrainingView.Of(All<EpochResult>(), options)],
            Timeline => [.. All<Timeline>().Select(TimelineView.Of)],
            DeviceSpan => [.. Runs(All<DeviceSpan>(), span => span.Call).Take(options.MaxItems).Select(TimelineView.Of)],
            _ => [PropertiesView.Of(results, options)],
        };
    }

    /// <summary>Shows one result.</summary>
    public static View View(object result, RenderOptions? options = null) => Views([result], options)[0];

    private static RgbImage? Photo(string path, RenderOptions options) => PhotoBox.Read(path, PhotoSide, options.Cancellation);

    /// <summary>Neighbours that have something in common, together.</summary>
    private static IEnumerable<IReadOnlyList<T>> Runs<T, TKey>(IReadOnlyList<T> items, Func<T, TKey> key)
    {
        var first = 0;
        for (var i = 1; i <= items.Count; i++)
        {
            if (i < items.Count && Equals(key(items[i]), key(items[first]))) continue;
            yield return [.. items.Skip(first).Take(i - first)];
            first = i;
        }
    }
}
