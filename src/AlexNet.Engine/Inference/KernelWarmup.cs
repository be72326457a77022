using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference;

/// <summary>
/// Has the kernels compiled on another core while the first model is read from its file: they are compiled for the processor at hand, which no
/// build can do ahead, and without this the first prediction of a process would spend most of its time waiting for them, one after the other.
/// </summary>
public static class KernelWarmup
{
    private static int _started;

    /// <summary>Begins, at the first call of a process and where there is more than one core; returns at once.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0 || Environment.ProcessorCount == 1) return;
        new Thread(RunQuietly) { IsBackground = true, Name = "AlexNet kernel warm-up" }.Start();
    }

    private static void RunQuietly()
    {
        try
        {
            Run();
        }
        catch (Exception)
        {
            // Whatever it was (most likely memory), the network that is waited for meets it too, where somebody can be told.
        }
    }

    /// <summary>One pass of a network of all kinds of layers, small enough that compiling is all the work there is.</summary>
    internal static void Run()
    {
        using var session = new InferenceSession(Plan(), batch: 1, threads: 1);
        session.Run(1);
        session.Top(0);
    }

    internal static InferencePlan Plan()
    {
        var architecture = Network();
        return new InferencePlan(new Model(architecture.Name, architecture, architecture.Parameters.Select(Zeros), LabelSet.Numbered(architecture.Classes), new Preprocessing { ResizeTo = 67 }));
    }

    /// <summary>The paper's layers; as many channels and rows as the rules want to see before they choose what they choose for the paper's network.</summary>
    private static Architecture Network() => new("warm-up", new MapShape(3, 67, 67), towers: 2,
    [
        new Convolution("conv1", 32, Kernel: 11, Stride: 4),
        new Activation("relu1", ActivationFunction.Relu),
        new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new Convolution("conv2", 32, Kernel: 5, Padding: 2, Groups: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new Convolution("conv3", 32, Kernel: 3, Padding: 1),
        new Activation("relu3", ActivationFunction.Relu),
        new MaxPooling("pool3", Window: 3, Stride: 2),
        new FullyConnected("fc4", 64),
        new Activation("relu4", ActivationFunction.Relu),
        new Dropout("drop4", 0.5f, DropoutScaling.AtTest),
        new FullyConnected("fc5", 16),
        new Softmax("softmax"),
    ]);

    private static unsafe WeightTensor Zeros(ParameterShape parameter)
    {
        var zeros = new NativeBuffer(parameter.Length);
        return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)zeros.Pointer, zeros);
    }
}
