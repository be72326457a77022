namespace AlexNet.Shell.Host;

/// <summary>Where the person is asked.</summary>
internal interface ILineReader
{
    /// <summary>Writes what comes before a question.</summary>
    void Write(string text);

    /// <summary>Makes what is written next begin a line.</summary>
    void StartLine();

    /// <summary>Asks for a line.</summary>
    string Read(string prompt, bool secret);
}
