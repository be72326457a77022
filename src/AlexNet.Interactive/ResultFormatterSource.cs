using AlexNet.Rendering;

namespace AlexNet.Interactive;

/// <summary>
/// The formatters of all results, for notebooks that look at attributes: the engine's result types name this class, so that C# cells show pictures as soon as this dll is
/// referenced, without a call of anything.
/// </summary>
public sealed class ResultFormatterSource
{
    /// <summary>Two for each type of result.</summary>
    public IEnumerable<ResultFormatter> CreateTypeFormatters() => Renderer.ResultTypes.SelectMany(type => ResultFormatter.Of(type, result => Renderer.Views([result])));
}
