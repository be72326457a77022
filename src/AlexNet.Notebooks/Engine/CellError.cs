namespace AlexNet.Notebooks.Engine;

/// <summary>The error that ended a cell.</summary>
/// <param name="Name">Its kind, such as an exception's name.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Traceback">Lines for the reader, with ANSI colours: the message, where it happened, what to do.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);
