using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>
/// The weights of a stage as one parameter. Each layer has a matrix for each of its inputs; the layers' outputs follow each other as rows, and what they read of the
/// towers before as columns. A matrix by itself that lies in our order, as those of fully connected layers do, stays in the file.
/// </summary>
internal static unsafe class StageWeights
{
    /// <summary>The stage's weight.</summary>
    public static WeightTensor Weight(LayerStage stage, ParameterShape parameter, CancellationToken cancellation)
    {
        var columns = parameter.Length / parameter.Extents[0];
        if (stage.Layers.Count == 1 && stage.First.Inputs.Count == 1)
        {
            var only = stage.First.Weight(0);
            Require(only, parameter.Extents[0], columns, parameter);
            return only.ToWeight(parameter.Name, parameter.Extents, cancellation);
        }
        var buffer = new NativeBuffer(parameter.Length);
        var row = 0L;
        foreach (var layer in stage.Layers)
        {
            var column = 0L;
            foreach (var previous in stage.Previous)
            {
                var input = Enumerable.Range(0, layer.Inputs.Count).FirstOrDefault(i => layer.Inputs[i] == previous.Name, -1);
                if (input < 0)
                {
                    // A convolution in its tower has rows of its tower alone; a fully connected layer reads nothing of the other, which is zeros.
                    if (!stage.StaysInTowers) throw layer.Refuse($"it does not read '{Printable.Text(previous.Name)}', as the layer beside it does");
                    if (layer.Type == "fc") column += previous.Int("outputs");
                    continue;
                }
                var block = ArrayWeights.Singles(layer.Weight(input), cancellation);
                if (block.Type != ArrayType.Float32) throw block.Refuse($"its type is {block.Type}, but cuda-convnet's are float32");
                if (row + block.Shape[0] > parameter.Extents[0] || column + block.Shape[1] > columns) throw Wrong(block, parameter);
                ArrayWeights.Copy(block, (nint)(buffer.Pointer + row * columns + column), columns, cancellation);
                column += block.Shape[1];
            }
            if (column != columns) throw layer.Refuse($"its weights have {column} inputs, but {parameter.Name} needs {columns}");
            row += layer.Weight(0).Shape[0];
        }
        return row == parameter.Extents[0]
            ? new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer)
            : throw stage.First.Refuse($"its weights and those beside it have {row} outputs, but {parameter.Name} needs {parameter.Extents[0]}");
    }

    /// <summary>The stage's biases, one after the other.</summary>
    public static WeightTensor Bias(LayerStage stage, ParameterShape parameter, CancellationToken cancellation)
    {
        var buffer = new NativeBuffer(parameter.Length);
        var at = 0L;
        foreach (var layer in stage.Layers)
        {
            var bias = ArrayWeights.Singles(layer.Bias(), cancellation);
            if (bias.Type != ArrayType.Float32 || at + bias.Length > parameter.Length) throw Wrong(bias, parameter);
            ArrayWeights.Copy(bias with { Shape = [1, bias.Length], Strides = [bias.Length, 1] }, (nint)(buffer.Pointer + at), bias.Length, cancellation);
            at += bias.Length;
        }
        return at == parameter.Length
            ? new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer)
            : throw stage.First.Refuse($"its biases and those beside it are {at}, but {parameter.Name} needs {parameter.Length}");
    }

    private static void Require(NamedArray array, long rows, long columns, ParameterShape parameter)
    {
        if (array.Shape[0] != rows || array.Shape[1] != columns) throw Wrong(array, parameter);
    }

    private static RefusedException Wrong(NamedArray array, ParameterShape parameter) =>
        array.Refuse($"{array.ShapeText} {array.Type}, outputs first, does not fit {parameter.Name} of [{string.Join(", ", parameter.Extents)}]");
}
