using Xunit.Abstractions;

namespace AlexNet.Models.Tests.Formats.Mutations;

/// <summary>
/// Damaged copies of files of every format: each an error that names the file and the place in it, or a sound model; no crash, no hang, bounded memory.
/// HeaderFuzzTests damages 10,000 headers of our own format more.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output) : TemporaryFolder
{
    private const int Least = 20_000;

    public static TheoryData<int, string> Files
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < MutatedFiles.All.Count; i++) data.Add(i, MutatedFiles.All[i].Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DamagedFilesAreReadOrRefused(int index, string name)
    {
        var file = MutatedFiles.All[index];
        Assert.Equal(name, file.Name);
        var (models, errors) = Mutations.Check(file, Folder, seed: index);
        output.WriteLine($"{file.Format}: {name}: {models} models, {errors} errors");
        Assert.Equal(file.Cases, models + errors);
        // Most bytes are weights, so most damage of them is none; but many cases change lengths.
        Assert.InRange(errors, file.Cases / 50, file.Cases);
    }

    [Fact]
    public void AllFormatsAreDamagedOften()
    {
        foreach (var format in MutatedFiles.All.GroupBy(file => file.Format))
        {
            output.WriteLine($"{format.Key}: {format.Sum(file => file.Cases)}");
            Assert.InRange(format.Sum(file => file.Cases), 700, Least);
        }
        var all = MutatedFiles.All.Sum(file => file.Cases);
        output.WriteLine($"all: {all}");
        Assert.InRange(all, Least, int.MaxValue);
    }
}
