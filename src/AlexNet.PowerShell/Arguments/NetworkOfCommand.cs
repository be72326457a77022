using System.Collections;
using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>The network that a command under completion names, as far as that is known without looking for files.</summary>
internal static class NetworkOfCommand
{
    /// <summary>The network of -Model or -Architecture, or the default one.</summary>
    public static Architecture Get(IDictionary bound)
    {
        if (ModelOf(bound) is { } model) return model.Architecture;
        var name = (bound["Model"] ?? bound["Architecture"])?.ToString();
        return KnownArchitectures.Get(name is not null && BuiltInModels.Has(name) ? name : BuiltInModels.Default);
    }

    /// <summary>The model of -Model, where it is at hand or installed, whose file is quickly opened; else null.</summary>
    public static Model? ModelOf(IDictionary bound)
    {
        var given = bound["Model"] is PSObject wrapped ? wrapped.BaseObject : bound["Model"];
        if (given is Model model) return model;
        if (given is string shipped && ShippedModel.Is(shipped)) return ShippedModel.Get();
        return given is string name && !BuiltInModels.Has(name) && InstalledModels.Find(name) is { } file ? ModelResolver.Load(file) : null;
    }
}
