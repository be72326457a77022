using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>
/// A device that is a process: <see cref="DeviceWorker"/> at the other end of a pipe, for messages, and of shared memory, for maps. It holds its share of the
/// weights in memory of its own.
/// </summary>
internal sealed class ProcessDevice : IDevice
{
    private const int StartMilliseconds = 30_000;
    private const int ExitMilliseconds = 1000;
    private const int LookMilliseconds = 100;

    private readonly DevicePart _part;
    private readonly string _memoryName;
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly string[] _complaint = [""];
    private Action<Exception?>? _ended;
    private uint _call;
    private volatile bool _isDead;
    private volatile bool _disposed;

    /// <summary>Starts the process; <see cref="Ready"/> completes when it holds its share.</summary>
    /// <param name="part">The share.</param>
    /// <param name="memoryName">What the process opens the shared memory by.</param>
    /// <exception cref="DeviceException">No process could be started.</exception>
    public ProcessDevice(DevicePart part, string memoryName)
    {
        (_part, _memoryName) = (part, memoryName);
        var name = $"alexnet-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        _pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            _process = Process.Start(WorkerProgram.Command(name))!;
        }
        catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception)
        {
            _pipe.Dispose();
            throw new DeviceException(part.Name, $"its process could not be started: {error.Message}", error);
        }
        ProcessId = _process.Id;
        _process.StandardInput.Close();
        // Read, lest a full pipe should stop the worker; the last line may say why it ended.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) => { if (!string.IsNullOrWhiteSpace(line.Data)) _complaint[0] = line.Data; };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ready = Task.Factory.StartNew(Load, TaskCreationOptions.LongRunning);
    }

    /// <inheritdoc/>
    public string Name => _part.Name;

    /// <inheritdoc/>
    public long WeightBytes { get; private set; }

    /// <inheritdoc/>
    public int ProcessId { get; }

    /// <inheritdoc/>
    // The system knows that a process has ended before its pipe tells.
    public bool IsAlive => !_isDead && !_disposed && !Ready.IsFaulted && !_process.HasExited;

    /// <inheritdoc/>
    public Task Ready { get; }

    /// <inheritdoc/>
    public void Start(DeviceCall call, Action<Exception?> ended)
    {
        _call = call.Number;
        Volatile.Write(ref _ended, ended);
        if (_isDead) End(Death());
        else
            Send(FrameKind.Start, writer =>
            {
                writer.Write(call.Number);
                writer.Write(call.Images);
                writer.Write(call.ImagesTogether);
                writer.Write(call.Records);
            });
    }

    /// <inheritdoc/>
    public void Cancel() => Send(FrameKind.Cancel, null);

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        // The worker ends when its pipe does.
        _pipe.Dispose();
        if (!_process.WaitForExit(ExitMilliseconds)) Kill();
        _process.Dispose();
    }

    /// <summary>Hands the process its share, then listens to it on a thread of its own.</summary>
    private void Load()
    {
        try
        {
            // One that takes too long is killed, which closes the pipe that all below wait at.
            using var tooLate = new Timer(_ => Kill(), null, StartMilliseconds, Timeout.Infinite);
            WaitForConnection();
            Frames.Write(_pipe, FrameKind.Load, Message().Write);
            foreach (var weights in _part.Weights) WeightStream.Write(_pipe, weights);
            _pipe.Flush();
            var (kind, payload) = Frames.Read(_pipe) ?? throw new EndOfStreamException("it ended");
            if (kind == FrameKind.Failed) throw new DeviceException(Name, Frames.Parse(payload, reader => reader.ReadString()));
            if (kind != FrameKind.Ready) throw new InvalidDataException($"found {kind}, but {FrameKind.Ready} was due");
            WeightBytes = Frames.Parse(payload, reader => (Process: reader.ReadInt32(), Bytes: reader.ReadInt64())).Bytes;
            new Thread(Listen) { IsBackground = true, Name = $"AlexNet {Name} messages" }.Start();
        }
        catch (Exception error)
        {
            Kill();
            if (error is DeviceException) throw;
            throw new DeviceException(Name, $"its process ({ProcessId}) did not start: {Reason(error.Message)}", error);
        }
    }

    private void WaitForConnection()
    {
        var connection = _pipe.WaitForConnectionAsync();
        while (!connection.Wait(LookMilliseconds))
            if (_process.HasExited) throw new EndOfStreamException("it ended");
    }

    private LoadMessage Message() => new(
        _part.Plan, _part.Index, _part.Memory.Layout, _memoryName, _part.Cores, _part.Algorithms, [.. _part.Weights.Select(weights => weights.Type)]);

    private void Listen()
    {
        Exception? why = null;
        try
        {
            while (Frames.Read(_pipe) is { } frame) Handle(frame.Kind, frame.Payload);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidDataException)
        {
            why = error;
        }
        _isDead = true;
        if (_disposed) return;
        // What speaks nonsense is ended too.
        if (why is InvalidDataException) Kill();
        End(why is InvalidDataException ? new DeviceException(Name, $"its process ({ProcessId}) {why.Message}", why) : Death());
    }

    private void Handle(FrameKind kind, byte[] payload)
    {
        if (kind != FrameKind.Ended) throw new InvalidDataException($"said {kind}, which no device says that is ready");
        var (call, end, message) = Frames.Parse(payload, reader => (reader.ReadUInt32(), reader.Choice<CallEnd>(), reader.ReadString()));
        if (call != _call) throw new InvalidDataException($"ended call {call}, but {_call} is under way");
        End(end switch
        {
            CallEnd.Done => null,
            CallEnd.Cancelled => new OperationCanceledException(),
            _ => new DeviceException(Name, message),
        });
    }

    /// <summary>Ends the call under way, once.</summary>
    private void End(Exception? error) => Interlocked.Exchange(ref _ended, null)?.Invoke(error);

    private DeviceException Death() => new(Name, $"its process ({ProcessId}) ended: {Reason("its pipe closed")}");

    private string Reason(string otherwise)
    {
        var reason = otherwise;
        try
        {
            // 128 and the signal's number, where there are signals.
            if (_process.WaitForExit(ExitMilliseconds)) reason = _process.ExitCode == 137 ? "it was killed" : $"exit code {_process.ExitCode}";
        }
        catch (InvalidOperationException)
        {
            // It was disposed of meanwhile.
        }
        return _complaint[0].Length > 0 ? $"{reason} ({_complaint[0]})" : reason;
    }

    private void Send(FrameKind kind, Action<BinaryWriter>? write)
    {
        try
        {
            lock (_pipe) Frames.Write(_pipe, kind, write);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The listening side sees the same end of the pipe, and says why.
        }
    }
}
