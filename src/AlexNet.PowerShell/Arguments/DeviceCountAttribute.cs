using System.Management.Automation;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Numbers of devices that a command takes. Unlike ValidateSet it leaves completion to <see cref="DeviceCountCompleter"/>, which says what they mean.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DeviceCountAttribute(params int[] counts) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The numbers.</summary>
    public IReadOnlyList<int> Counts => counts;

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (!counts.Contains((int)element)) throw new ValidationMetadataException($"A network is not cut over {element} devices, but over {string.Join(", ", counts[..^1])} or {counts[^1]}.");
    }
}
