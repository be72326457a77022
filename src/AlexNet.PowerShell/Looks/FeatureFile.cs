using AlexNet.Engine.Inspection;
using AlexNet.PowerShell.Files;
using AlexNet.Rendering.Arrays;

namespace AlexNet.PowerShell.Looks;

/// <summary>Layers' outputs as one file, photo after photo: NumPy's .npy or .csv. The door to the writers.</summary>
internal sealed class FeatureFile : IDisposable
{
    /// <summary>What its name may end in.</summary>
    public static readonly IReadOnlyList<string> Formats = [".npy", ".csv"];

    private readonly PendingFile _file;
    private IArrayWriter? _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="path">File-system path.</param>
    /// <param name="shape">What the photos' outputs are shaped like.</param>
    /// <exception cref="Errors.Failure">It cannot be written.</exception>
    public FeatureFile(string path, LayerOutput shape)
    {
        _file = OutFile.Begin(path);
        var extents = shape.Shape.Plane > 1 ? new[] { shape.Shape.Channels, shape.Shape.Height, shape.Shape.Width } : [shape.Shape.Channels];
        try
        {
            _file.Do(stream => _writer = OutFile.Extension(path) == ".npy" ? new NpyWriter(stream, extents) : new CsvWriter(stream, shape.Values.Length));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a photo.</summary>
    public void Add(LayerOutput output) => _file.Do(_ => _writer!.Add(output.Path, output.Values));

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        _file.Do(_ =>
        {
            _writer!.Finish();
            _writer.Dispose();
        });
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
