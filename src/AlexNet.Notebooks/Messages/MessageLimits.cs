namespace AlexNet.Notebooks.Messages;

/// <summary>What a message may be at most. A front end stays far below; beyond it a message is dropped.</summary>
internal static class MessageLimits
{
    /// <summary>Bytes of one frame; NetMQ ends a connection that announces a larger one before it allocates.</summary>
    public const int FrameBytes = 64 << 20;

    /// <summary>Frames of a message: identities, delimiter, signature, four parts, buffers.</summary>
    public const int Frames = 64;

    /// <summary>Identities before the delimiter: one, and one for each proxy on the way.</summary>
    public const int Identities = 8;

    /// <summary>Bytes of an identity, as ZeroMQ has it.</summary>
    public const int IdentityBytes = 255;

    /// <summary>Bytes of the header and of the parent header, which are sent back with every answer.</summary>
    public const int HeaderBytes = 16 << 10;

    /// <summary>Levels of nested JSON.</summary>
    public const int Depth = 32;

    /// <summary>Requests that wait for the cell that runs.</summary>
    public const int WaitingRequests = 10_000;
}
