using AlexNet.Rendering.Views;

namespace AlexNet.Interactive;

/// <summary>An output that is replaced by each next one; where nothing can show it, nothing happens.</summary>
/// <param name="show">Shows a view and gives what replaces it.</param>
public sealed class LiveDisplay(Func<View, Action<View>>? show)
{
    private Action<View>? _replace;

    /// <summary>Shows a view in the place of the one before.</summary>
    public void Show(View view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (_replace is null) _replace = show?.Invoke(view);
        else _replace(view);
    }
}
