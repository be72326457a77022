using AlexNet.Engine.Models;

namespace AlexNet.Models.Formats;

/// <summary>One kind of model file. It is recognised by what the file holds, never by its name.</summary>
internal interface IModelFormat
{
    /// <summary>Name for people, such as <c>Caffe</c>.</summary>
    string Name { get; }

    /// <summary>Whether a file may be of this format.</summary>
    /// <param name="start">The file's first bytes, at most <see cref="ModelFormats.BytesToRecognise"/>.</param>
    bool Recognises(ReadOnlySpan<byte> start);

    /// <summary>Reads the model in a file, with the preprocessing that such models need.</summary>
    /// <exception cref="ModelFileException">It is not a whole and sound model of a network we know; says where (an offset, a layer) and what to do.</exception>
    Model Read(string path, ImportOptions options, CancellationToken cancellation);
}
