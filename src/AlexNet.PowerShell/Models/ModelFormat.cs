namespace AlexNet.PowerShell.Models;

/// <summary>What a model is written as.</summary>
public enum ModelFormat
{
    /// <summary>By the file's extension: .onnx or .caffemodel; any other is safetensors.</summary>
    Automatic,

    /// <summary>Our own: memory-mapped, with labels and preprocessing inside.</summary>
    Safetensors,

    /// <summary>A graph of operators of opset 17.</summary>
    Onnx,

    /// <summary>A .caffemodel, and its .prototxt beside it.</summary>
    Caffe,

    /// <summary>safetensors with the names of torchvision's state dictionary.</summary>
    PyTorch,
}
