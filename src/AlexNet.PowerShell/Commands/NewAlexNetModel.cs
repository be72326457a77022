using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Makes an untrained model in memory.</summary>
[Cmdlet(VerbsCommon.New, "AlexNetModel", DefaultParameterSetName = CountSet)]
[OutputType(typeof(Model))]
public sealed class NewAlexNetModelCommand : AlexNetCmdlet
{
    private const string CountSet = "ClassCount";
    private const string NamesSet = "Class";

    /// <summary>The variant of the network.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string Architecture { get; set; } = BuiltInModels.Default;

    /// <summary>The classes' names.</summary>
    [Parameter(ParameterSetName = NamesSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] Class { get; set; } = [];

    /// <summary>How many classes; 1000 are ImageNet's.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(1, 1_000_000)]
    public int ClassCount { get; set; } = 1000;

    /// <summary>Neurons in each of the fully connected layers but the last.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int FullyConnectedWidth { get; set; }

    /// <summary>Height and width of the network's input.</summary>
    [Parameter]
    [ValidateRange(1, 16384)]
    public int InputSize { get; set; }

    /// <summary>The nonlinearity, in place of ReLU.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<ActivationFunction>))]
    public Choice<ActivationFunction> Activation { get; set; } = ActivationFunction.Relu;

    /// <summary>The same seed gives the same weights.</summary>
    [Parameter]
    public ulong Seed { get; set; }

    /// <summary>Where the weights come from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<InitialWeights>))]
    public Choice<InitialWeights> Initialization { get; set; } = InitialWeights.Distribution;

    /// <summary>What the fully connected layers' weights become, in place of single precision.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<ElementType>))]
    public Choice<ElementType> WeightPrecision { get; set; } = ElementType.Float32;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var network = Need(() => ArchitectureByName.Get(Architecture));
        WriteObject(Need(() => Interruptible(() => WeightPrecisions.Convert(Create(network), WeightPrecision))));
    }

    private Model Create(Architecture network)
    {
        try
        {
            var scaled = network.Scale(Given(nameof(FullyConnectedWidth), FullyConnectedWidth), Class.Length > 0 ? Class.Length : ClassCount, Given(nameof(InputSize), InputSize));
            if (MyInvocation.BoundParameters.ContainsKey(nameof(Activation))) scaled = scaled.WithActivation(Activation);
            return ModelFactory.Create(scaled, Class.Length > 0 ? new LabelSet(Class) : null, weights: Initialization, seed: Seed);
        }
        catch (ArgumentException exception)
        {
            throw new Failure(ErrorIds.ModelInvalid, ErrorCategory.InvalidArgument, Architecture, exception.Message, "Change the size that the message names: the smallest input of every network is near 67 pixels.", exception);
        }
    }

    private int? Given(string parameter, int value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value : null;
}
