using System.Management.Automation;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Lets a batch size be the word <c>auto</c>, which is 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BatchSizeAttribute : ArgumentTransformationAttribute
{
    internal const string Automatic = "auto";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && text.Equals(Automatic, StringComparison.OrdinalIgnoreCase) ? 0 : inputData;
}
