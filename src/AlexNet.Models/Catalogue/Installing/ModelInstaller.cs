using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Labels;
using AlexNet.Models.Catalogue.Downloading;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Catalogue.Installing;

/// <summary>
/// Brings models of the catalogue into a store: fetches the published file, compares its hashes, and only then reads it and writes it anew as safetensors. Whatever
/// ends it, the store holds the whole model or none; what has been downloaded stays for the next time.
/// </summary>
/// <param name="store">Where models go.</param>
public sealed class ModelInstaller(ModelStore store)
{
    /// <summary>Installs a model. Two processes that install the same one do so one after the other.</summary>
    /// <param name="model">Which.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how far it is, from several threads.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>Whether it was installed now; false when it was there already.</returns>
    /// <exception cref="ModelInstallException">It could not be; says why.</exception>
    public async Task<bool> InstallAsync(
        CatalogueEntry model, InstallOptions? options = null, IProgress<InstallProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new InstallOptions();
        var part = Path.Combine(store.Downloads, model.Name);
        try
        {
            Directory.CreateDirectory(store.Downloads);
            var waiting = new InstallProgress(InstallStage.Waiting, 0, model.Bytes, "");
            using var held = await InstallLock.TakeAsync(part, () => progress?.Report(waiting), cancellation).ConfigureAwait(false);
            if (!options.Overwrite && File.Exists(store.PathOf(model.Name))) return false;
            RequireSpace(model);
            await new PublishedFile(model, part, progress).FetchAsync(options, cancellation).ConfigureAwait(false);
            progress?.Report(new(InstallStage.Converting, model.Bytes, model.Bytes, ""));
            Convert(model, PartFile.DataOf(part), cancellation);
            Discard(part);
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or (IOException and not ModelInstallException))
        {
            var problem = (exception as ModelFileException)?.Problem ?? Printable.Text(exception.Message.TrimEnd('.'), 1000);
            throw new ModelInstallException(model, InstallError.NotWritten, [new(store.Folder, problem)], exception);
        }
    }

    /// <summary>Reads the published file and writes it as a model of ours. An error of writing is left to the caller.</summary>
    private void Convert(CatalogueEntry entry, string file, CancellationToken cancellation)
    {
        Model model;
        try
        {
            var options = ModelFormats.IsOurs(file) ? null : new ImportOptions { Architecture = entry.Architecture };
            model = ModelFormats.Load(file, options, cancellation);
        }
        catch (ModelFileException exception)
        {
            throw new ModelInstallException(entry, InstallError.NotConverted, [new($"{entry.File}, {exception.Where}", exception.Problem.TrimEnd('.'))], exception);
        }
        ModelFile.Save(Described(entry, model), store.PathOf(entry.Name), new SaveOptions { Overwrite = true }, cancellation);
    }

    /// <summary>The model with what the catalogue knows of it.</summary>
    private static Model Described(CatalogueEntry entry, Model model)
    {
        var classes = model.Architecture.Classes;
        if (entry.IsImageNet && classes != ImageNetLabels.All.Count)
            throw new ModelInstallException(entry, InstallError.NotConverted, [new(entry.File, $"it tells {classes} classes apart, but ImageNet has {ImageNetLabels.All.Count}")]);
        var notes = new Dictionary<string, string>(model.Notes)
        {
            ["title"] = entry.Title,
            ["origin"] = entry.Addresses[0].AbsoluteUri,
            ["hash"] = string.Join(' ', entry.Hashes),
            ["licence"] = entry.Licence,
        };
        if (entry is { Top1: { } top1, Top5: { } top5 })
            notes["accuracy"] = FormattableString.Invariant($"top-1 {top1} %, top-5 {top5} % on ImageNet's validation photos, as published");
        var labels = entry.IsImageNet ? ImageNetLabels.All : model.Labels;
        return new Model(entry.Name, model.Architecture, model.Weights, labels, model.Preprocessing) { IsTrained = model.IsTrained, Notes = notes };
    }

    private void RequireSpace(CatalogueEntry model)
    {
        var needed = 2 * model.Bytes;
        if (new DriveInfo(store.Folder).AvailableFreeSpace is var free && free < needed)
            throw new IOException($"the download and the model need {needed:N0} bytes, but only {free:N0} are free there");
    }

    /// <summary>Deletes the download, which Windows may keep for as long as the model just read is in memory; the next installation deletes it then.</summary>
    private static void Discard(string part)
    {
        try
        {
            PartFile.Delete(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
