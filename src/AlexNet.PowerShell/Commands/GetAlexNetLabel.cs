using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Labels;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Lists the classes that a model tells apart, or ImageNet's.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetLabel", DefaultParameterSetName = NameSet)]
[OutputType(typeof(LabelInfo))]
public sealed class GetAlexNetLabelCommand : AlexNetCmdlet
{
    private const string NameSet = "Name";
    private const string IndexSet = "Index";
    private const string SynsetSet = "Synset";

    /// <summary>Names and patterns; any of a class's names counts.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Indices of the network's outputs.</summary>
    [Parameter(ParameterSetName = IndexSet, Mandatory = true)]
    public int[] Index { get; set; } = [];

    /// <summary>WordNet ids and patterns.</summary>
    [Parameter(ParameterSetName = SynsetSet, Mandatory = true)]
    [SupportsWildcards]
    public string[] Synset { get; set; } = [];

    /// <summary>The model whose classes are listed; ImageNet's where none is named.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var labels = LabelsOf(Model).Items.Select(LabelInfo.Of).ToList();
        if (ParameterSetName == IndexSet)
            foreach (var index in Index) Try(() => WriteObject(index >= 0 && index < labels.Count ? labels[index] : throw NotFound($"the index {index}", index, labels)));
        else if (ParameterSetName == SynsetSet)
            foreach (var pattern in Synset) Try(() => WriteMatching(labels, pattern, label => label.Synset is { } synset ? [synset] : [], "the WordNet id"));
        else
            foreach (var pattern in Name) Try(() => WriteMatching(labels, pattern, label => label.AllNames(), "the name"));
    });

    private LabelSet LabelsOf(ModelReference? reference) =>
        reference is null ? ImageNetLabels.All : Interruptible(ModelResolver.Prepare(reference, SessionState.Path)).Labels;

    private void WriteMatching(List<LabelInfo> labels, string pattern, Func<LabelInfo, IEnumerable<string>> words, string kind)
    {
        var matches = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        var found = labels.Where(label => words(label).Any(matches.IsMatch)).ToList();
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern)) throw NotFound($"{kind} '{pattern}'", pattern, labels);
        WriteObject(found, enumerateCollection: true);
    }

    private Failure NotFound(string what, object target, List<LabelInfo> labels) => new(ErrorIds.LabelNotFound, ErrorCategory.ObjectNotFound, target,
        $"{(Model is null ? "ImageNet" : $"The model '{Model}'")} has no class of {what}.",
        $"It has {labels.Count} classes, from 0 to {labels.Count - 1}; a pattern such as *cat* finds names.");
}
