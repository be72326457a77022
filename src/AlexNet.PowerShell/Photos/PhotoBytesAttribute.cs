using System.Management.Automation;

namespace AlexNet.PowerShell.Photos;

/// <summary>Lets a parameter take encoded photos only: bytes or a stream. Anything else is left to the other parameters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PhotoBytesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Unwrap(inputData) switch
    {
        byte[] bytes => bytes,
        Stream stream => stream,
        // A byte by itself is what becomes of an array that was piped as it is; the cmdlet says so.
        byte single => single,
        // What Get-Content -AsByteStream gives: bytes, each boxed.
        object[] { Length: > 0 } items when Array.TrueForAll(items, item => Unwrap(item) is byte) => Array.ConvertAll(items, item => (byte)Unwrap(item)!),
        // The binder goes on with the next parameter when a transformation fails by an invalid cast, and gives up when it fails otherwise.
        var other => throw new ArgumentTransformationMetadataException(
            $"-InputObject takes the bytes of a photo (byte[]) or a stream, but found {other?.GetType().Name ?? "null"}.", new PSInvalidCastException("no photo bytes")),
    };

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
