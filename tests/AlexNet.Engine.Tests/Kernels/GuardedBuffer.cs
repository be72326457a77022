using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Which side of a <see cref="GuardedBuffer"/> no access is allowed on.</summary>
internal enum Guard
{
    /// <summary>The page right after the last float.</summary>
    After,

    /// <summary>The page right before the first float.</summary>
    Before,
}

/// <summary>
/// Floats that end (or begin) exactly at a page that may be neither read nor written, so that one float too many ends the process
/// instead of passing unseen. Where there is no mmap the memory is plain, and only the results are checked.
/// </summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly NativeBuffer? _plain;
    private readonly nint _mapping;
    private readonly nuint _mappedBytes;

    public GuardedBuffer(int length, Guard guard = Guard.After)
    {
        Length = length;
        if (!OperatingSystem.IsLinux())
        {
            _plain = new NativeBuffer(length);
            Pointer = _plain.Pointer;
            return;
        }
        var page = (nuint)Environment.SystemPageSize;
        var bytes = (nuint)length * sizeof(float);
        var dataBytes = (bytes + page - 1) / page * page;
        _mappedBytes = dataBytes + page;
        _mapping = Map(0, _mappedBytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (_mapping == -1) throw new InvalidOperationException($"mmap failed: {Marshal.GetLastPInvokeErrorMessage()}");
        var guardPage = guard == Guard.After ? _mapping + (nint)dataBytes : _mapping;
        if (Protect(guardPage, page, NoAccess) != 0) throw new InvalidOperationException($"mprotect failed: {Marshal.GetLastPInvokeErrorMessage()}");
        Pointer = (float*)(guard == Guard.After ? guardPage - (nint)bytes : _mapping + (nint)page);
    }

    public GuardedBuffer(ReadOnlySpan<float> values, Guard guard = Guard.After) : this(values.Length, guard) => values.CopyTo(Span);

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    public float[] ToArray() => Span.ToArray();

    public void Dispose()
    {
        _plain?.Dispose();
        if (_mapping != 0) _ = Unmap(_mapping, _mappedBytes);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
