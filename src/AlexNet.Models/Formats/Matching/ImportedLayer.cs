using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Matching;

/// <summary>One step of a network as another program's file has it.</summary>
/// <param name="Place">What the file calls it, for messages, as in <c>node 'conv1_1' (Conv)</c>.</param>
/// <param name="Layer">What it computes; its name is the file's.</param>
/// <param name="Weight">Of a convolution [output channels][input channels per group][kernel][kernel], of a fully connected layer [outputs][inputs]; null for other kinds.</param>
/// <param name="Bias">[outputs], for the same kinds.</param>
internal sealed record ImportedLayer(string Place, Layer Layer, WeightTensor? Weight = null, WeightTensor? Bias = null);

/// <summary>A network as another program's file has it: a chain of steps, from the image on.</summary>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">In the order in which they run.</param>
/// <param name="Towers">How many parts a normalization inside towers cuts the maps into; null where there is none.</param>
internal sealed record ImportedNetwork(MapShape Input, IReadOnlyList<ImportedLayer> Layers, int? Towers);
