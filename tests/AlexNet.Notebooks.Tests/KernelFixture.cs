using System.Net;
using System.Net.Sockets;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Kernel;
using AlexNet.Shell;
using AlexNet.Shell.Notebook;

namespace AlexNet.Notebooks.Tests;

/// <summary>A kernel with the real shell and the real module in it, in this process, and a front end beside it.</summary>
public sealed class KernelFixture : IDisposable
{
    public KernelFixture()
    {
        Connection = FreePorts();
        Server = new KernelServer(Connection, new KernelSetup(KernelCommand.Description, () => NotebookEngine.Open(Module), new NoHistory(), Log));
        FrontEnd = new FrontEnd(Connection);
    }

    public ConnectionInfo Connection { get; }

    public KernelServer Server { get; }

    public StringWriter Log { get; } = new();

    internal FrontEnd FrontEnd { get; }

    private static string? Module => ModuleLocator.Find(AppContext.BaseDirectory, null);

    public static string Repository => Path.GetDirectoryName(Module)!;

    public static ConnectionInfo FreePorts()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return new ConnectionInfo { ShellPort = ports[0], ControlPort = ports[1], IoPubPort = ports[2], StdinPort = ports[3], HeartbeatPort = ports[4], Key = "a key of the tests" };
    }

    public void Dispose()
    {
        FrontEnd.Dispose();
        Server.Dispose();
    }

    private sealed class NoHistory : IHistoryStore
    {
        public IEnumerable<string> Load() => [];

        public void Add(string code)
        {
        }
    }
}
