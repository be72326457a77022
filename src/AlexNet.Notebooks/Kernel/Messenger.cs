using System.Text;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>Says things to front ends: answers to the one that asked, broadcasts to all. Signed, and each with the request it is about as its parent.</summary>
internal sealed class Messenger(Action<Channel, List<byte[]>> send, MessageSigner signer)
{
    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>Sends a message to whoever made a request.</summary>
    public void Reply(Channel channel, Request request, string type, JsonObject content) =>
        send(channel, WireFormat.Write(request.Identities, type, _session, request.Header, content, signer));

    /// <summary>Tells everybody.</summary>
    /// <param name="parent">The request that it is about; null for none.</param>
    /// <param name="type">What kind of message; also its topic.</param>
    /// <param name="content">What is told.</param>
    public void Publish(Request? parent, string type, JsonObject content) =>
        send(Channel.IoPub, WireFormat.Write([Encoding.ASCII.GetBytes(type)], type, _session, parent?.Header, content, signer));

    /// <summary>Tells everybody whether a request is being worked on.</summary>
    public void Status(Request? parent, string state) => Publish(parent, "status", new JsonObject { ["execution_state"] = state });
}
