using AlexNet.Engine.Models;
using AlexNet.Imaging.Resizing;

namespace AlexNet.Imaging.Views;

/// <summary>
/// Where the network's square lies in the resized photo. The sizes and roundings are torchvision's: the longer side is cut to an integer, the centre is
/// rounded half to even.
/// </summary>
internal sealed class ViewGeometry
{
    private readonly ResizeMode _mode;
    private readonly int _resizeTo;
    private readonly int _inputSize;

    public ViewGeometry(Preprocessing preprocessing, int inputSize)
    {
        _mode = preprocessing.Resize;
        _resizeTo = preprocessing.ResizeTo;
        _inputSize = inputSize;
    }

    /// <summary>Pixels that the photo's shorter side has after resizing, by the single view.</summary>
    public int ShortSide => _mode == ResizeMode.Squash ? _inputSize : _resizeTo;

    /// <summary>Whether ten views can be cut: a photo squashed to the input itself leaves no margin to cut corners from.</summary>
    public bool HasMargin => _resizeTo > _inputSize;

    /// <summary>
    /// The square that views are cut from, of side <see cref="Preprocessing.ResizeTo"/>: the centre of the resized photo (paper, section 2), or all of a
    /// squashed one. A photo that is squashed to the input is squashed to ResizeTo when ten views are wanted of it.
    /// </summary>
    public ResizedRegion Patch(int width, int height)
    {
        var (w, h) = _mode == ResizeMode.ShortSideThenCrop ? ShortSideTo(_resizeTo, width, height) : (_resizeTo, _resizeTo);
        return new ResizedRegion(w, h, Centre(w, _resizeTo), Centre(h, _resizeTo), _resizeTo, _resizeTo);
    }

    /// <summary>The centre view, of the input's side.</summary>
    public ResizedRegion CentreView(int width, int height)
    {
        var (w, h) = _mode switch
        {
            ResizeMode.ShortSideThenCrop => ShortSideTo(_resizeTo, width, height),
            ResizeMode.SquashThenCrop => (_resizeTo, _resizeTo),
            _ => (_inputSize, _inputSize),
        };
        return new ResizedRegion(w, h, Centre(w, _inputSize), Centre(h, _inputSize), _inputSize, _inputSize);
    }

    /// <summary>
    /// Left and top of the four corners and the centre inside <see cref="Patch"/>: top left, top right, bottom left, bottom right, centre
    /// (paper, section 4.1). The centre is where <see cref="CentreView"/> has it.
    /// </summary>
    public (int Left, int Top)[] CornersAndCentre(int width, int height)
    {
        var patch = Patch(width, height);
        var margin = _resizeTo - _inputSize;
        var left = (int)(Centre(patch.Width, _inputSize) - patch.Left);
        var top = (int)(Centre(patch.Height, _inputSize) - patch.Top);
        return [(0, 0), (margin, 0), (0, margin), (margin, margin), (left, top)];
    }

    private static (long Width, long Height) ShortSideTo(int side, int width, int height) => width <= height
        ? (side, (long)((double)side * height / width))
        : ((long)((double)side * width / height), side);

    /// <summary>Where a part begins that lies in the middle, rounded half to even.</summary>
    public static long Centre(long whole, int part) => (long)Math.Round((whole - part) / 2.0, MidpointRounding.ToEven);
}
