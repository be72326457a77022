namespace AlexNet.Notebooks.Connections;

/// <summary>A kernel cannot be connected; the message says why and what to do.</summary>
public sealed class ConnectionException(string message, Exception? inner = null) : Exception(message, inner);
