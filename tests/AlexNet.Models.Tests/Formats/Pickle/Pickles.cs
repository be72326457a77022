using System.Runtime.InteropServices;
using System.Text;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;
using AlexNet.Models.Formats.PyTorch;

namespace AlexNet.Models.Tests.Formats.Pickle;

/// <summary>Pickles put together by hand: every character is a byte.</summary>
internal static unsafe class Pickles
{
    public static byte[] Bytes(string program) => Encoding.Latin1.GetBytes(program);

    public static string Latin1(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    public static MemoryRegion Region(ReadOnlySpan<byte> bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return new MemoryRegion((nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), bytes.Length, pinned);
    }

    /// <summary>Reads a pickle that may ask for NumPy's arrays.</summary>
    public static object? Read(byte[] bytes) => new PickleReader(new PickleStream(Region(bytes)), new PickleGlobals(NumpyGlobals.Names)).Read();

    /// <summary>Reads one that may ask for PyTorch's tensors too, without storages.</summary>
    public static object? ReadTorch(byte[] bytes) => new PickleReader(new PickleStream(Region(bytes)), TorchGlobals.All, TorchStorage.From).Read();
}
