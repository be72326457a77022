using AlexNet.Engine.Inference;
using AlexNet.Imaging;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>What a network said of a photo, beside the photo and the truth.</summary>
/// <param name="Answer">The network's answers.</param>
/// <param name="TrueLabel">What is on the photo; null where nobody knows.</param>
/// <param name="Photo">The photo made small; null where it cannot be read, as one that came from memory.</param>
internal sealed record PhotoAnswer(Classification Answer, string? TrueLabel, RgbImage? Photo)
{
    /// <summary>The photo's name.</summary>
    public string Name => Path.GetFileName(Answer.Path) is { Length: > 0 } name ? name : Answer.Path;

    /// <summary>Whether the likeliest label is another than the true one.</summary>
    public bool IsMistake => TrueLabel is not null && !Same(Answer.Label, TrueLabel);

    /// <summary>Whether an answer is the truth.</summary>
    public bool IsTrue(Prediction prediction) => TrueLabel is not null && Same(prediction.Label, TrueLabel);

    /// <summary>The answers that are to be shown, and of how many they are.</summary>
    public static (IReadOnlyList<PhotoAnswer> Shown, int All) Of(IEnumerable<Classification> answers, RenderOptions options)
    {
        var wanted = answers.Select(answer => new PhotoAnswer(answer, options.TrueLabel(answer), null)).Where(answer => !options.OnlyMistakes || answer.IsMistake).ToList();
        return ([.. wanted.Take(options.MaxItems).Select(answer => answer with { Photo = PhotoBox.Read(answer.Answer.Path, PredictionCard.PhotoSide, options.Cancellation) })], wanted.Count);
    }

    private static bool Same(string label, string other) => string.Equals(label, other, StringComparison.OrdinalIgnoreCase);
}
