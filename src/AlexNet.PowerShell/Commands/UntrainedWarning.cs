using System.Management.Automation;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says once in each session that the default network has learnt nothing yet.</summary>
internal static class UntrainedWarning
{
    public static void WriteOnce(Cmdlet cmdlet) => SessionWarnings.WriteOnce(cmdlet, nameof(UntrainedWarning),
        "No model was named: the default network is the paper's with random weights. It is UNTRAINED, so its labels and probabilities are not meaningful. "
        + "Name a trained model with -Model. (This is said once a session.)");
}
