using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says once in each session, and of each model, that it has learnt nothing yet.</summary>
internal static class UntrainedWarning
{
    /// <summary>Warns of a model that is not trained, however it was named.</summary>
    public static void WriteOnce(Cmdlet cmdlet, Model model, bool isNamed)
    {
        if (model.IsTrained) return;
        var isBuiltIn = !isNamed && DefaultModel.Chosen is null;
        var subject = isBuiltIn ? "" : model.Path ?? model.Name;
        var which =
            isNamed ? $"The model '{subject}' is" :
            isBuiltIn ? "No model was named: the default network is the paper's with random weights. It is" : $"No model was named, and the default model '{subject}' is";
        SessionWarnings.WriteOnce(cmdlet, $"{nameof(UntrainedWarning)} {subject}",
            $"{which} UNTRAINED, so its labels and probabilities are not meaningful. Name a trained model with -Model. (This is said once a session.)");
    }
}
