namespace AlexNet.Models.Formats;

/// <summary>What a model file of another program may need beside itself.</summary>
public sealed record ImportOptions
{
    /// <summary>Caffe's description of the network (deploy.prototxt); null: it is told from the weights.</summary>
    public string? NetworkFile { get; init; }

    /// <summary>The mean image to subtract (Caffe's .binaryproto, NumPy's .npy); null: the mean pixel that models of its kind were trained with.</summary>
    public string? MeanFile { get; init; }

    /// <summary>Name of the network where the file leaves it open, such as <c>caffenet</c> for weights with the shapes of <c>bvlc</c>; null: the likeliest.</summary>
    public string? Architecture { get; init; }
}
