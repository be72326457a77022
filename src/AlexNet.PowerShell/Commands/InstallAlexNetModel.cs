using System.Management.Automation;
using System.Net;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Catalogue;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Downloads public models, compares their hashes and makes them models that -Model knows by name.</summary>
[Cmdlet(VerbsLifecycle.Install, "AlexNetModel", SupportsShouldProcess = true)]
[OutputType(typeof(ModelInfo))]
public sealed class InstallAlexNetModelCommand : AlexNetCmdlet
{
    /// <summary>Names of the catalogue; imagenet stands for the recommended one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PublicModelCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Where the published file is: an address, a file, or a folder that has it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>The proxy, in place of the system's.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Name and password for that proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Whether to go without a proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Whether a model that is installed already is installed again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out a description of the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in Name)
            Try(() =>
            {
                foreach (var name in PublicModels.Matching(pattern).Select(model => model.Name).ToList()) Try(() => Install(name));
            });
    }

    private void Install(string name)
    {
        var source = SourceText();
        var model = PublicModel.Of(PublicModels.Get(name));
        if (model.IsInstalled && !Force) WriteVerbose($"'{name}' is installed already; -Force installs it again");
        else
        {
            if (!ShouldProcess(name, $"Install from {source ?? model.Url} ({model.Bytes / 1e6:0} MB, licence: {model.Licence})")) return;
            var proxy = Proxy is null ? null : new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() };
            var meter = new InstallMeter(name);
            try
            {
                Interruptible(() => ModelInstallation.Install(name, new InstallSettings(source, proxy, !NoProxy, Force), meter, Stop), report: () => Report(meter));
            }
            finally
            {
                if (meter.IsShown && !Stop.IsCancellationRequested) WriteProgress(meter.Completed());
            }
        }
        if (PassThru) WriteObject(ModelInfo.Of(ModelResolver.Load(InstalledModels.Find(name)!)));
    }

    private void Report(InstallMeter meter)
    {
        if (meter.TakeNews() is { } news) WriteVerbose($"tried again: {news}");
        if (meter.Next() is { } record) WriteProgress(record);
    }

    /// <summary>An address as it is, anything else as a file-system path.</summary>
    private string? SourceText()
    {
        if (Source is null || (Uri.TryCreate(Source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")) return Source;
        if (address?.IsFile == true && Source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return address.LocalPath;
        try
        {
            var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Source, out var provider, out _);
            if (provider.Name == "FileSystem") return path;
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NoSource(exception);
        }
        throw NoSource(null);

        Failure NoSource(Exception? exception) => new(ErrorIds.ModelSourceInvalid, ErrorCategory.InvalidArgument, Source,
            $"'{Source}' is no address that begins with http:// or https://, and no path of a file or folder.",
            "Give the address or the path of the published file.", exception);
    }
}
