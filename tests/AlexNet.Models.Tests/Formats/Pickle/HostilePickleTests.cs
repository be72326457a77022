using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats.Pickle;

/// <summary>Pickles that ask for what they must not have. Each is refused with its offset, nothing is run, and little memory is taken.</summary>
public sealed class HostilePickleTests : TemporaryFolder
{
    [Theory]
    [InlineData("cos\nsystem\n(S'touch hacked'\ntR.", "byte 0: it asks for 'os.system'")]
    [InlineData("cposix\nsystem\n(S'touch hacked'\ntR.", "byte 0: it asks for 'posix.system'")]
    [InlineData("\x80\x02" + "c__builtin__\neval\nU\x01" + "1\x85R.", "byte 2: it asks for '__builtin__.eval'")]
    [InlineData("\x80\x02" + "cbuiltins\nexec\nU\x01" + "1\x85R.", "byte 2: it asks for 'builtins.exec'")]
    [InlineData("\x80\x04\x8C\x08" + "builtins\x8C\x04" + "eval\x93.", "byte 18: it asks for 'builtins.eval'")]
    [InlineData("\x80\x04\x8C\x0A" + "subprocess\x8C\x05Popen\x93.", "it asks for 'subprocess.Popen'")]
    [InlineData("(S'x'\nios\nsystem\n.", "it asks for 'os.system'")]
    [InlineData("(cos\nsystem\nS'x'\no.", "it asks for 'os.system'")]
    [InlineData("ctorch.storage\n_load_from_bytes\n.", "it asks for 'torch.storage._load_from_bytes'")]
    [InlineData("ctorchvision.models.alexnet\nAlexNet\n.", "it asks for 'torchvision.models.alexnet.AlexNet', which no weights need; nothing of it was run")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct.__globals__\n.", "it asks for 'numpy.core.multiarray._reconstruct.__globals__'")]
    [InlineData("ccollections\nOrderedDict.__init__\n.", "it asks for")]
    [InlineData("c\n\n.", "it asks for '.'")]
    [InlineData("\x82\x01.", "the instruction 0x82 is none")]
    [InlineData("\x83\x01\x01.", "the instruction 0x83 is none")]
    [InlineData("\x84\x01\x01\x01\x01.", "the instruction 0x84 is none")]
    [InlineData("\x92.", "the instruction 0x92 is none")]
    [InlineData("\x97.", "the instruction 0x97 is none")]
    [InlineData("\x8F.", "the instruction 0x8f is none")]
    [InlineData("\x80\x06N.", "it is of protocol 6, but 5 is the latest")]
    [InlineData("P1\n.", "it refers to something outside of it")]
    [InlineData("N)R.", "it calls None, which is nothing that can be called")]
    [InlineData("cnumpy\nndarray\n)R.", "it calls 'numpy.ndarray', which is nothing that can be called")]
    [InlineData("cnumpy\ndtype\nNR.", "the arguments of a call are None, but need a tuple")]
    [InlineData("cnumpy\ndtype\n)R.", "'numpy.dtype' has nothing as its argument 1, but needs a type")]
    [InlineData("c_codecs\nencode\n(S'a'\nS'rot13'\ntR.", "asks for another encoding than 'latin1'")]
    [InlineData("c__builtin__\nbytes\n(I1000000000\ntR.", "has arguments, but is used for empty bytes only")]
    [InlineData("NNb.", "None gets a state, but has none")]
    [InlineData("cnumpy\ndtype\nNb.", "'numpy.dtype' gets a state, but has none")]
    [InlineData("K\x01N" + "a.", "something is added to 1, but only a list can take it")]
    [InlineData("}N" + "a.", "something is added to a dictionary of 0, but only a list can take it")]
    [InlineData("]NNs.", "only a dictionary can take it")]
    [InlineData("}(Nu.", "a key without a value")]
    [InlineData("h\x05.", "the memo has nothing under 5")]
    [InlineData("g99999999999999\n.", "a number of the memo is none")]
    [InlineData("t.", "the values up to a mark are asked for, but there is none")]
    [InlineData("0.", "a value is taken from an empty stack")]
    [InlineData("(0.", "a value is taken from an empty stack")]
    [InlineData("NN.", "it ends with 2 values and 0 marks")]
    [InlineData("(N.", "it ends with 1 values and 1 marks")]
    [InlineData(".", "it ends with 0 values")]
    [InlineData("N", "1 bytes are announced, but only 0 follow")]
    [InlineData("T\xFF\xFF\xFF\x7F" + "abc.", "2147483647 bytes are announced, but only 4 follow")]
    [InlineData("T\xFF\xFF\xFF\xFF" + "abc.", "bytes are announced, but only 4 follow")]
    [InlineData("X\xFF\xFF\xFF\xFF" + "abc.", "4294967295 bytes are announced, but only 4 follow")]
    [InlineData("\x8D\x00\x00\x00\x00\x00\x00\x00\x80.", "9223372036854775808 bytes are announced, but only 1 follow")]
    [InlineData("\x8E\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF.", "18446744073709551615 bytes are announced")]
    [InlineData("\x96\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F.", "9223372036854775807 bytes are announced")]
    [InlineData("\x95\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7FN.", "9223372036854775807 bytes are announced")]
    [InlineData("\x8B\xFF\xFF\xFF\x7F" + ".", "a number has 2147483647 bytes, but at most 32 are read")]
    [InlineData("S'abc\n.", "a string is not in quotes")]
    [InlineData("S'a\\q'\n.", "an escape that Python does not write")]
    [InlineData("Inone\n.", "'none' is no whole number")]
    [InlineData("Fx\n.", "a number is none")]
    [InlineData("S'abc", "a line of text has no end")]
    public void WhatIsNotWeightsIsRefusedByNameAndOffset(string program, string fragment)
    {
        var folder = Directory.GetFileSystemEntries(Environment.CurrentDirectory).Length;
        Refuse(program, fragment);
        Assert.Equal(folder, Directory.GetFileSystemEntries(Environment.CurrentDirectory).Length);
    }

    [Fact]
    public void EveryFileOfThatKindIsRefusedAtTheDoor()
    {
        const string Evil = "cos\nsystem\n(S'touch hacked'\ntR.";
        var header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }\n";
        (string Name, string Content, long Offset)[] files =
        [
            ("a.pickle", "\x80\x02" + Evil, 2),
            ("a.npy", "\x93NUMPY\x01\x00" + (char)header.Length + "\x00" + header + Evil, 10 + header.Length),
            ("a.pth", "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19.\x80\x02M\xE9\x03.\x80\x02}.\x80\x02" + Evil, 27),
        ];
        foreach (var (name, content, offset) in files)
        {
            File.WriteAllBytes(At(name), Pickles.Bytes(content));
            var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(At(name)));
            Assert.Equal($"pickle at byte {offset}", exception.Where);
            Assert.Contains("'os.system'", exception.Problem);
            Assert.Contains("state dict", exception.Advice);
        }
    }

    [Theory]
    [InlineData("(", 1_000_000, "nest more than 1000 deep")]
    [InlineData("]", 3_000_000, "more than 1000000 values are stacked")]
    [InlineData("N0", 2_500_000, "there are more than 2000000 values")]
    [InlineData("}", 1_500_000, "more than 1000000 values are stacked")]
    [InlineData("NN\x86" + "0", 1_000_000, "there are more than 2000000 values")]
    public void NestingAndCountsAreBounded(string repeated, int times, string fragment)
    {
        var program = string.Concat(Enumerable.Repeat(repeated, times));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuse(program, fragment);
        // Some tens of bytes a value.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    [Fact]
    public void ListsWithinListsAreNoRecursion()
    {
        const int Depth = 200_000;
        var program = "]" + string.Concat(Enumerable.Repeat("]", Depth)) + string.Concat(Enumerable.Repeat("a", Depth)) + ".";
        var value = Pickles.Read(Pickles.Bytes(program));
        var depth = 0;
        while (value is List<object?> { Count: 1 } list) (value, depth) = (list[0], depth + 1);
        Assert.Equal(Depth, depth);
    }

    [Fact]
    public void MessagesAreShortAndPrintable()
    {
        var exception = Assert.Throws<RefusedException>(() => Pickles.Read(Pickles.Bytes("c" + new string('x', 3000) + "\x1B[31m\ny\n.")));
        Assert.True(exception.Message.Length < 300);
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Refuse("c" + new string('x', 5000) + "\ny\n.", "a name or number has 5000 characters");
    }

    private static void Refuse(string program, string fragment)
    {
        var exception = Assert.Throws<RefusedException>(() => Pickles.Read(Pickles.Bytes(program)));
        Assert.Contains(fragment, exception.In("f").Message);
        Assert.Contains("pickle at byte ", exception.In("f").Where);
    }
}
