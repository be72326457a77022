using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>Files of a mean image: Caffe's .binaryproto, one blob of [1, 3, side, side], and NumPy's .npy of [3, side, side].</summary>
internal static class MeanFile
{
    private const string Suffix = "_mean.binaryproto";

    /// <summary>The preprocessing with the mean image of a file in place of a mean pixel.</summary>
    /// <param name="preprocessing">Says to what size photos are brought, of which the mean image must be.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <exception cref="ModelFileException">It cannot be read, or it is of another size.</exception>
    public static Preprocessing Apply(Preprocessing preprocessing, string path, int inputSize)
    {
        var full = Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            var (values, side) = Read(full);
            var result = preprocessing with { MeanImage = values, MeanImageSize = side };
            try
            {
                result.Validate(inputSize);
            }
            catch (ArgumentException exception)
            {
                throw new RefusedException("shape", Printable.Text(exception.Message, 300), "give the mean image of the photos that this network was trained with", exception);
            }
            return result;
        });
    }

    /// <summary>The mean image that our export writes beside a model; null where there is none.</summary>
    public static float[]? Beside(string model, int side)
    {
        var path = PathBeside(model);
        if (!File.Exists(path)) return null;
        return FileErrors.Reading(path, () => Read(path) is var (values, found) && found == side ? values : throw new RefusedException("shape", $"its side is {found}, but the model needs {side}"));
    }

    /// <summary>Writes a mean image beside a model.</summary>
    public static void WriteBeside(string model, Preprocessing preprocessing, bool overwrite, CancellationToken cancellation)
    {
        var path = PathBeside(model);
        var side = preprocessing.MeanImageSize;
        var bytes = new byte[preprocessing.MeanImage!.Count * sizeof(float)];
        Buffer.BlockCopy(preprocessing.MeanImage.ToArray(), 0, bytes, 0, bytes.Length);
        var writer = new ProtobufWriter(new ProtobufMessage(CaffeSchema.Blob).Add("num", 1).Add("channels", 3).Add("height", side).Add("width", side).Add("data", bytes));
        FileErrors.Writing(path, () => AtomicFile.Write(path, writer.Length, overwrite, stream => writer.Write(stream, cancellation)));
    }

    private static string PathBeside(string model) => Path.Combine(Path.GetDirectoryName(model)!, Path.GetFileNameWithoutExtension(model) + Suffix);

    private static (float[] Values, int Side) Read(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            var (values, shape) = NumpyMean.Recognises(file) ? NumpyMean.Read(file) : ReadBlob(file);
            if (shape is not ([1, 3, ..] or [3, ..]) || shape.Count is not (3 or 4) || shape[^1] != shape[^2] || values.Length != 3L * shape[^1] * shape[^1])
                throw new RefusedException("shape", $"it is [{string.Join(", ", shape)}], but a mean image is [3, side, side]", "give a mean image of three colours; those of a single pixel need no file");
            if (TensorCheck.FirstNotFinite(values) is >= 0 and var bad) throw new RefusedException($"value {bad}", FormattableString.Invariant($"it is {values[bad]}, but every value must be finite"));
            return (values, shape[^1]);
        }
        finally
        {
            // The values are copied: nothing points into the file any more.
            file.Close();
        }
    }

    private static (float[] Values, IReadOnlyList<int> Shape) ReadBlob(MappedFile file)
    {
        var blob = new CaffeBlob(file, ProtobufReader.Read(file, CaffeSchema.Blob), "mean image");
        return (blob.Weights(blob.Shape).ToArray(), blob.Shape);
    }
}
