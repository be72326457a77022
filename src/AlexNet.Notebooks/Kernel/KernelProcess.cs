using System.Runtime.InteropServices;
using AlexNet.Notebooks.Connections;
using NetMQ;

namespace AlexNet.Notebooks.Kernel;

/// <summary>A process that is a kernel and nothing else: its signals, its parent, its end.</summary>
public static class KernelProcess
{
    /// <summary>Serves until a front end ends it, its parent is gone, or it is told to terminate.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="setup">What runs the cells.</param>
    /// <returns>The exit code: 0, or 1 where the engine could not be opened.</returns>
    /// <exception cref="ConnectionException">The sockets cannot be bound.</exception>
    public static int Run(ConnectionInfo connection, KernelSetup setup)
    {
        bool success;
        using (var server = new KernelServer(connection, setup))
        {
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
            {
                signal.Cancel = true;
                server.Interrupt();
            });
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                server.Stop();
            });
            using var parent = ParentProcess.Watch(Environment.GetEnvironmentVariable, server.Stop);
            success = server.Ended.GetAwaiter().GetResult();
        }
        NetMQConfig.Cleanup(block: false);
        return success ? 0 : 1;
    }
}
