namespace AlexNet.Engine.Tensors;

/// <summary>Memory whose pages the system can take back, because it can read them again: a mapped file. For owners of <see cref="WeightTensor"/>s.</summary>
public interface IPageSource
{
    /// <summary>Says that these bytes will hardly be read again. They stay readable.</summary>
    /// <param name="start">Address of the first byte.</param>
    /// <param name="length">Number of bytes; only whole pages inside are given back.</param>
    void Release(nint start, long length);
}
