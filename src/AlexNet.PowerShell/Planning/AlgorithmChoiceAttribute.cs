using System.Collections;
using System.Management.Automation;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.PowerShell.Planning;

/// <summary>Lets -Algorithm take a name, a value of the enumeration, or a hashtable of layers and names.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AlgorithmChoiceAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        AlgorithmChoice choice => choice,
        string name => new AlgorithmChoice(name),
        ConvolutionAlgorithm algorithm => new AlgorithmChoice(algorithm.ToString()),
        IDictionary layers => new AlgorithmChoice(layers),
        var other => throw new ArgumentTransformationMetadataException(
            $"-Algorithm takes the name of an algorithm, or a hashtable such as @{{ conv1 = 'SpaceToDepth'; conv2 = 'Winograd4x4' }}, but found {other?.GetType().Name ?? "null"}."),
    };
}
