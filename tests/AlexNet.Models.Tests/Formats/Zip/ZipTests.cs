using System.Globalization;
using System.IO.Compression;
using System.Text;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Zip;
using AlexNet.Models.Tests.Formats.Pickle;
using ZipFile = AlexNet.Models.Formats.Zip.ZipFile;

namespace AlexNet.Models.Tests.Formats.Zip;

/// <summary>Zip files, sound and hostile.</summary>
public sealed class ZipTests : TemporaryFolder
{
    [Fact]
    public void StoredFilesAreReadWhereTheyLieAndDeflatedOnesUnpacked()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("weights ", 1000)));
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            var file = Pickles.Region(Zips.Of(level, ("a/b", text), ("c", [])));
            var zip = ZipFile.Open(file);
            var entry = zip.Entries["a/b"];
            Assert.Equal(level == CompressionLevel.NoCompression, entry.IsStored);
            var read = zip.Read(entry);
            Assert.True(read.Span(0, (int)read.Length).SequenceEqual(text));
            Assert.Equal(entry.IsStored, read.Owner == file.Owner);
            Assert.True(zip.Start(entry, 10).SequenceEqual(text.AsSpan(0, 10)));
            Assert.Equal(0, zip.Read(zip.Entries["c"]).Length);
            Assert.Equal(text.Length, zip.ReadChecked(entry).Length);
        }
    }

    [Fact]
    public void FilesBeyondFourGigabytesHaveWiderFields()
    {
        // The same sizes, written as such files have them: ones in the old fields, the numbers in the extra field and in records of their own.
        var zip = ZipFile.Open(Pickles.Region(Zips.Wide("a", "hello"u8.ToArray())));
        var read = zip.Read(zip.Entries["a"]);
        Assert.Equal("hello", Encoding.ASCII.GetString(read.Span(0, (int)read.Length)));
    }

    [Fact]
    public void ABombIsNotUnpacked()
    {
        var bomb = Zips.Of(CompressionLevel.Optimal, ("a", new byte[64 << 20]));
        var zip = ZipFile.Open(Pickles.Region(bomb));
        Assert.Contains("more than 64 times the file in all", Assert.Throws<RefusedException>(() => zip.Read(zip.Entries["a"])).Message);
        // Nor many small ones, each of which would be allowed.
        zip = ZipFile.Open(Pickles.Region(Zips.Of(CompressionLevel.Optimal, [.. Enumerable.Range(0, 10).Select(i => ($"{i}", new byte[4 << 20]))])));
        Assert.Throws<RefusedException>(() =>
        {
            foreach (var entry in zip.Entries.Values) zip.Read(entry);
        });
    }

    [Fact]
    public void WhatTheDirectoryClaimsIsChecked()
    {
        var content = Encoding.ASCII.GetBytes(new string('x', 5000));
        var deflated = Zips.Of(CompressionLevel.Optimal, ("name", content));
        var directory = Zips.DirectoryOf(deflated);
        Refuse(deflated, directory + 24, 4999, "it unpacks to more than the 4999 bytes");
        Refuse(deflated, directory + 24, 5001, "it unpacks to fewer than the 5001 bytes");
        Refuse(deflated, directory + 24, 0xFFFF_FFFE, "more than 64 times the file");
        Refuse(deflated, directory + 16, 12345, "its checksum is not that of the zip directory");
        Refuse(deflated, directory + 42, 5, "there is no header of a file at byte 5");
        Refuse(deflated, directory + 42, 0x7FFF_FFFF, "is said to have");
        Refuse(deflated, directory + 20, 0x7FFF_FFFF, "is said to have");
        Refuse(deflated, directory + 8, 0x0008_0001, "is encrypted");
        Refuse(deflated, directory + 8, 0x0009_0000, "is compressed by method 9");
        Refuse(deflated, directory + 28, 0, "a name has 0 bytes");
        Refuse(deflated, directory, 0, "there is no entry, but one more is needed");
        Refuse(deflated, deflated.Length - 6, 0x7FFF_FFFF, "is said to be at byte 2147483647");
        var stored = Zips.Of(CompressionLevel.NoCompression, ("name", content));
        directory = Zips.DirectoryOf(stored);
        Refuse(stored, directory + 24, 4999, "is stored as it is, but in 5000 bytes for 4999");
        Refuse([.. deflated.Take(deflated.Length - 1)], 0, 0x04034b50, "there is none at the file's end");
    }

    [Fact]
    public void AListedNameTwiceIsRefused()
    {
        var bytes = Pickles.Latin1(Zips.Of(CompressionLevel.NoCompression, ("aa", [1]), ("ab", [2])));
        var exception = Assert.Throws<RefusedException>(() => ZipFile.Open(Pickles.Region(Pickles.Bytes(bytes.Replace("ab", "aa", StringComparison.Ordinal)))));
        Assert.Contains("it is there twice", exception.Message);
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("{0}/escaped")]
    [InlineData("C:\\escaped")]
    public void NamesNeverBecomePaths(string name)
    {
        // A model whose files are called so is read like any other, in place: nothing is unpacked, neither above the file nor at the root.
        var root = string.Format(CultureInfo.InvariantCulture, name, Folder);
        var original = ZipFile.Open(Pickles.Region(PythonFixtures.Bytes("onetower.pth")));
        var files = original.Entries.Values.Select(entry =>
        {
            var bytes = original.Read(entry);
            return (root + entry.Name[entry.Name.IndexOf('/')..], bytes.Span(0, (int)bytes.Length).ToArray());
        });
        Directory.CreateDirectory(At("inner"));
        File.WriteAllBytes(At("inner/m.pth"), Zips.Of(CompressionLevel.NoCompression, [.. files]));
        PythonFixtures.AssertSameWeights(PythonFixtures.Formula("onetower"), ModelFormats.Load(At("inner/m.pth")));
        Assert.Equal([At("inner"), At("inner/m.pth")], Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void TheChecksumIsZips()
    {
        Assert.Equal(0xCBF43926, Crc32.End(Crc32.Add(Crc32.Start, "123456789"u8)));
        Assert.Equal(0u, Crc32.End(Crc32.Add(Crc32.Start, [])));
    }

    private static void Refuse(byte[] sound, int at, uint value, string fragment)
    {
        byte[] file = [.. sound];
        BitConverter.TryWriteBytes(file.AsSpan(at), value);
        var exception = Assert.Throws<RefusedException>(() =>
        {
            var zip = ZipFile.Open(Pickles.Region(file));
            foreach (var entry in zip.Entries.Values) zip.ReadChecked(entry);
        });
        Assert.Contains(fragment, exception.Message);
    }
}
