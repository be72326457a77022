namespace AlexNet.Models.Tests.Formats;

/// <summary>Thousands of damaged copies of small files: each an error with a place in it, or a sound model; no crash, no hang, bounded memory.</summary>
public sealed class PythonMutationTests : TemporaryFolder
{
    [Theory]
    [InlineData("onetower.pth", 700)]
    [InlineData("onetower-legacy.pth", 700)]
    [InlineData("onetower-views.pth", 300)]
    [InlineData("onetower-checkpoint.pth.tar", 300)]
    [InlineData("bvlc.npz", 500)]
    [InlineData("bvlc-compressed.npz", 500)]
    [InlineData("bvlc-python2.npy", 500)]
    [InlineData("bvlc.pickle", 500)]
    [InlineData("bvlc.safetensors", 300)]
    [InlineData("source2012.pickle", 500)]
    public void DamagedFilesAreReadOrRefused(string file, int cases)
    {
        var (models, errors) = Mutations.Check(PythonFixtures.Bytes(file), At(file), cases, seed: 6);
        Assert.Equal(cases, models + errors);
        Assert.True(errors > 0, "no damage was noticed");
    }

    /// <summary>The same where it hurts: in the pickle, before the first weights.</summary>
    [Theory]
    [InlineData("onetower-legacy.pth", 3400, 2500)]
    [InlineData("bvlc-python2.npy", 400, 1500)]
    [InlineData("source2012.pickle", 3000, 1500)]
    public void DamagedProgramsAreReadOrRefused(string file, int head, int cases)
    {
        var sound = PythonFixtures.Bytes(file);
        for (var i = 0; i < cases; i++)
        {
            var damaged = Mutations.Damage(sound[..head], new Random(i));
            File.WriteAllBytes(At(file), [.. damaged, .. sound[head..]]);
            try
            {
                foreach (var weight in AlexNet.Models.Formats.ModelFormats.Load(At(file)).Weights) _ = weight.ToArray();
            }
            catch (ModelFileException exception)
            {
                Assert.DoesNotContain(exception.Message, char.IsControl);
            }
            if (i % 200 == 0) GC.Collect();
        }
    }
}
