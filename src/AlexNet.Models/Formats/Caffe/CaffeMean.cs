using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>Caffe's files of a mean image (.binaryproto): one blob of [1, 3, side, side].</summary>
internal static class CaffeMean
{
    private const string Suffix = "_mean.binaryproto";

    /// <summary>Whether a file begins as a blob does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => MessageStart.Fits(start, CaffeSchema.Blob, needed: ["num", "shape", "data"]);

    /// <summary>The blob in a mapped file.</summary>
    /// <exception cref="RefusedException">It is no sound blob.</exception>
    public static NamedArray Read(MemoryRegion bytes)
    {
        var file = (MappedFile)bytes.Owner;
        var blob = new CaffeBlob(file, ProtobufReader.Read(file, CaffeSchema.Blob), "mean image");
        return NamedArray.Of(blob.Weights(blob.Shape));
    }

    /// <summary>The mean image that our export writes beside a model; null where there is none.</summary>
    public static float[]? Beside(string model, int side)
    {
        var path = PathBeside(model);
        if (!File.Exists(path)) return null;
        var mean = MeanFile.Read(path);
        return mean.Side == side ? mean.Values : throw new RefusedException("mean", $"its side is {mean.Side}, but the model needs {side}").In(path);
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
}
