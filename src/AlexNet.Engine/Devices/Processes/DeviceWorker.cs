using System.IO.Pipes;
using System.Runtime.InteropServices;
using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Programs;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>
/// The other end of a device that is a process: it takes its share over the pipe, computes it as <see cref="ThreadDevice"/> does, and ends when the pipe closes,
/// which it also does when its host is killed.
/// </summary>
public static class DeviceWorker
{
    private const int ConnectMilliseconds = 20_000;
    private const int HeartbeatMilliseconds = 200;

    /// <summary>Serves a host until it goes away.</summary>
    /// <param name="pipeName">The pipe that the host listens at.</param>
    /// <returns>The process's exit code: 0 when the host has gone, 1 when there was none, or when the device could not start, which the host is told why.</returns>
    public static int Run(string pipeName)
    {
        // Ctrl-C goes to everything that is in the terminal's foreground; what to do about it is the host's affair.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            pipe.Connect(ConnectMilliseconds);
            Serve(pipe);
            return 0;
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
        catch (TimeoutException)
        {
            return 1;
        }
        catch (Exception error)
        {
            TryTell(pipe, error);
            return 1;
        }
    }

    /// <summary>One device's life.</summary>
    /// <exception cref="InvalidDataException">The host said something that makes no sense.</exception>
    internal static void Serve(Stream pipe)
    {
        if (Frames.Read(pipe) is not { } first) return;
        if (first.Kind != FrameKind.Load) throw new InvalidDataException($"found {first.Kind}, but the first message must be {FrameKind.Load}");
        var load = Frames.Parse(first.Payload, LoadMessage.Read);
        var weights = new Dictionary<string, WeightTensor>();
        foreach (var (parameter, type) in DevicePart.ParameterRows(load.Plan, load.Index).Zip(load.Types)) weights[parameter.Name] = WeightStream.Read(pipe, parameter, type);
        using var memory = new ExchangeMemory(SharedMemory.Open(load.MemoryName, load.Layout.Bytes), load.Layout);
        using var device = new ThreadDevice(new DevicePart(load.Plan, load.Index, name => weights[name], load.Algorithms, memory, load.Cores));
        device.Ready.GetAwaiter().GetResult();
        using var heartbeat = new Timer(_ => Interlocked.Increment(ref memory[load.Index].Heartbeat), null, 0, HeartbeatMilliseconds);
        Write(pipe, FrameKind.Ready, writer =>
        {
            writer.Write(Environment.ProcessId);
            writer.Write(device.WeightBytes);
        });
        while (Frames.Read(pipe) is { } frame) Handle(pipe, device, load, frame.Kind, frame.Payload);
    }

    private static void Handle(Stream pipe, ThreadDevice device, LoadMessage load, FrameKind kind, byte[] payload)
    {
        switch (kind)
        {
            case FrameKind.Start:
                var call = Frames.Parse(payload, reader => new DeviceCall(
                    reader.ReadUInt32(), reader.Int32("images", 1, load.Layout.Batch), reader.Int32("images together", 0, MicroBatch.Most), reader.ReadBoolean()));
                device.Start(call, error => End(pipe, call, error));
                break;
            case FrameKind.Cancel:
                device.Cancel();
                break;
            default:
                throw new InvalidDataException($"found {kind}, which no host says to a device that is ready");
        }
    }

    private static void End(Stream pipe, DeviceCall call, Exception? error)
    {
        try
        {
            Write(pipe, FrameKind.Ended, writer =>
            {
                writer.Write(call.Number);
                writer.Write((int)(error switch { null => CallEnd.Done, OperationCanceledException => CallEnd.Cancelled, _ => CallEnd.Failed }));
                writer.Write(error is null or OperationCanceledException ? "" : $"{error.GetType().Name}: {error.Message}");
            });
        }
        catch (IOException)
        {
            // The host has gone; the reading side sees it too, and ends the process.
        }
    }

    private static void TryTell(Stream pipe, Exception error)
    {
        try
        {
            Write(pipe, FrameKind.Failed, writer => writer.Write(error.Message));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    /// <summary>Two threads write: the one that reads commands, and the device's own.</summary>
    private static void Write(Stream pipe, FrameKind kind, Action<BinaryWriter> write)
    {
        lock (pipe) Frames.Write(pipe, kind, write);
    }
}

/// <summary>How a call ended on a device.</summary>
internal enum CallEnd
{
    /// <summary>All of it was computed.</summary>
    Done,

    /// <summary>It was told to stop.</summary>
    Cancelled,

    /// <summary>Something went wrong.</summary>
    Failed,
}
