using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>Gives models the weight precision that -WeightPrecision asks for.</summary>
internal static class WeightPrecisions
{
    /// <summary>The parameter's value; null when it was not given.</summary>
    public static ElementType? Asked(PSCmdlet cmdlet, ElementType value) => cmdlet.MyInvocation.BoundParameters.ContainsKey("WeightPrecision") ? value : null;

    /// <summary>The model in that precision; itself for null.</summary>
    /// <exception cref="Failure">A weight is beyond the precision's range, or no number.</exception>
    public static Model Convert(Model model, ElementType? precision)
    {
        try
        {
            return precision is { } type ? model.WithWeightPrecision(type) : model;
        }
        catch (WeightConversionException exception)
        {
            throw new Failure(ErrorIds.WeightNotConvertible, ErrorCategory.InvalidData, model.Path ?? model.Name, $"Model '{model.Path ?? model.Name}': {exception.Message}", "Leave -WeightPrecision out, or take the one that the message names.", exception);
        }
    }
}
