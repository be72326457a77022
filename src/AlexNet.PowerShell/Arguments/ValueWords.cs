using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Arguments;

/// <summary>A line about each value that a parameter may take, for those who complete it.</summary>
internal static class ValueWords
{
    /// <summary>The line about a value.</summary>
    public static string About(Enum value) => value switch
    {
        ActivationFunction.Identity => "x itself: no nonlinearity",
        ActivationFunction.Relu => "max(0, x): the paper's choice",
        ActivationFunction.Sigmoid => "1 / (1 + e^-x)",
        ActivationFunction.Tanh => "hyperbolic tangent: what the paper compares ReLU with",
        ConvolutionAlgorithm.Automatic => "by measured rules, or by this machine's own measurements",
        ConvolutionAlgorithm.Direct => "sums over the window, nothing rearranged but the weights",
        ConvolutionAlgorithm.Im2Col => "the im2col matrix written whole, then a matrix product",
        ConvolutionAlgorithm.ImplicitGemm => "a matrix product whose im2col matrix never exists",
        ConvolutionAlgorithm.Winograd2x2 => "Winograd's minimal filtering, tiles of 2x2 outputs",
        ConvolutionAlgorithm.Winograd4x4 => "Winograd's minimal filtering, tiles of 4x4 outputs",
        ConvolutionAlgorithm.Fft => "products in the frequency domain, overlapping tiles",
        ConvolutionAlgorithm.SpaceToDepth => "stride turned into channels, then implicit GEMM",
        ConvolutionAlgorithm.SpaceToDepthWinograd2x2 => "stride turned into channels, then Winograd 2x2",
        ConvolutionAlgorithm.SpaceToDepthWinograd4x4 => "stride turned into channels, then Winograd 4x4",
        DeviceKind.Thread => "threads of this process",
        DeviceKind.Process => "a process for each device, which holds its share of the weights alone",
        ElementType.Float32 => "single precision: 4 bytes a weight",
        ElementType.Float16 => "half precision: 2 bytes a weight, 11 bits of them significant",
        ElementType.BFloat16 => "the upper half of a single: 2 bytes a weight, of the same range",
        ElementType.Int8 => "a byte a weight, with a scale for each row",
        InitialWeights.Distribution => "drawn as the authors of the architecture did",
        InitialWeights.He => "normal of variance 2 / fan-in (He et al. 2015): training begins at once",
        InitialWeights.Formula => "by a formula that any language repeats bit by bit: for comparing implementations",
        ModelFormat.Automatic => "by the extension of the file: .onnx, .caffemodel, or else safetensors",
        ModelFormat.Safetensors => "our own: memory-mapped, with labels and preprocessing inside",
        ModelFormat.Onnx => "a graph of operators of opset 17",
        ModelFormat.Caffe => "a .caffemodel, and its .prototxt beside it",
        ModelFormat.PyTorch => "safetensors with the names of torchvision's state dictionary",
        OptimizerKind.Momentum => "stochastic gradient descent with momentum: the paper's",
        OptimizerKind.AdamW => "Adam with decoupled weight decay: for small data sets and trained networks",
        SaliencyMethod.GradCam => "a layer's maps, weighted by how much the class's score rises with each",
        SaliencyMethod.Gradient => "the gradient of the class's score with respect to the pixels",
        SaliencyMethod.GuidedBackprop => "the same gradient, of which ReLUs let only what is positive through",
        SaliencyMethod.Occlusion => "how far the probability falls where a grey square covers the photo",
        SaliencyOverlay.Blend => "the photo, coloured where the map is strong",
        SaliencyOverlay.Heat => "the map alone, as colours",
        SaliencyOverlay.Mask => "the photo where the map is strong, grey where it is weak",
        SaliencyOverlay.Contour => "the photo with lines at a quarter, half and three quarters of the map's scale",
        SaliencyOverlay.SideBySide => "the photo, the map, and both together, in a row",
        TrainingCrop.Random => "anywhere in the central square of the resized photo: the paper's",
        TrainingCrop.RandomResized => "a part of random area and shape, resized: where photos are few",
        TrainingCrop.Centre => "the centre, as when classifying",
        TrainingSchedule.Plateau => "a tenth whenever the validation error stops improving: the paper's",
        TrainingSchedule.Step => "a tenth after each third of the epochs",
        TrainingSchedule.Exponential => "less by the same factor in every epoch, a little each step",
        TrainingSchedule.Cosine => "down to 0 along half a cosine, with a long calm end",
        TrainingSchedule.Constant => "as it is",
        _ => $"{value}",
    };
}
