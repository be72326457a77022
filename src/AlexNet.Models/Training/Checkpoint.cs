using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Training;

/// <summary>
/// A training run in a file. It is a model file, which classifies as any other, with the optimizer's tensors beside the weights, under
/// <see cref="MetadataKeys.TrainingPrefix"/>, and the run's position in the note of <see cref="TrainingHistory"/>.
/// </summary>
internal static class Checkpoint
{
    /// <summary>Writes beside the target and renames: a run that is killed meanwhile leaves the checkpoint before.</summary>
    /// <exception cref="ModelFileException">It cannot be written.</exception>
    public static void Write(string path, ModelMetadata metadata, TrainingRecord record, IEnumerable<TrainingTensor> state)
    {
        var parameters = metadata.Architecture.Parameters.Select(parameter => parameter.Name).ToHashSet();
        var notes = new Dictionary<string, string>(metadata.Notes) { [TrainingHistory.Note] = TrainingHistory.Write(record) };
        var tensors = state.Select(tensor => new TensorToWrite(Wrap(tensor, parameters.Contains(tensor.Name) ? tensor.Name : MetadataKeys.TrainingPrefix + tensor.Name), ElementType.Float32)).ToList();
        SafetensorsWriter.Write(path, tensors, ModelMetadata.Write(metadata with { IsTrained = true, Notes = notes }), overwrite: true);
    }

    /// <summary>
    /// Puts what the file has into a session's tensors. A tensor that it has not stays as the session began it: another optimizer begins with velocities of its own.
    /// </summary>
    /// <returns>The tensors that it has not.</returns>
    /// <exception cref="ModelFileException">A tensor has another shape.</exception>
    public static IReadOnlyList<string> Restore(string path, IEnumerable<TrainingTensor> state)
    {
        var file = SafetensorsFile.Open(path);
        var missing = new List<string>();
        foreach (var tensor in state)
        {
            var name = file.Tensors.ContainsKey(tensor.Name) ? tensor.Name : MetadataKeys.TrainingPrefix + tensor.Name;
            if (!file.Tensors.ContainsKey(name))
            {
                missing.Add(tensor.Name);
                continue;
            }
            var stored = file.Tensor(name);
            if (!stored.Shape.SequenceEqual(tensor.Shape))
                throw new ModelFileException(file.Path, $"tensor '{Printable.Text(name)}'", $"its shape is [{string.Join(", ", stored.Shape)}], but training needs [{string.Join(", ", tensor.Shape)}]", "resume with the architecture and the classes that it was begun with");
            stored.CopyTo(tensor.Values);
        }
        return missing;
    }

    /// <summary>Forgets maps of the file that nobody holds any more: Windows replaces no file that is mapped.</summary>
    public static void Unmap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>A session's tensor as one that can be written; its memory is native and stays where it is.</summary>
    private static unsafe WeightTensor Wrap(TrainingTensor tensor, string name) =>
        new(name, ElementType.Float32, tensor.Shape, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.Values)), tensor);
}
