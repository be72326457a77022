using System.Management.Automation;
using System.Management.Automation.Host;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Host;

/// <summary>The screen: its size, its cursor, its keys. What a stream of characters cannot do is refused in words.</summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    private const string NoBuffer = "This shell writes a stream of characters; it has no screen buffer to read or move.";

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => new(terminal.Width, Height);
        set => throw new PSNotSupportedException(NoBuffer);
    }

    public override Size WindowSize
    {
        get => new(terminal.Width, Height);
        set => throw new PSNotSupportedException(NoBuffer);
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition
    {
        get
        {
            if (!terminal.CanEdit)
                return default;
            var (left, top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }

        set
        {
            if (terminal.CanEdit)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "AlexNetShell";

    public override bool KeyAvailable => terminal.InputIsTerminal && Console.KeyAvailable;

    private int Height => terminal.OutputIsTerminal ? terminal.WindowHeight : 50;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.InputIsTerminal)
            throw new PSInvalidOperationException("There is no keyboard to read a key from: standard input is redirected.");
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override int LengthInBufferCells(string source) => TextWidth.Of(source);

    public override int LengthInBufferCells(char source) => TextWidth.Of(source.ToString());

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new PSNotSupportedException(NoBuffer);

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new PSNotSupportedException(NoBuffer);

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new PSNotSupportedException(NoBuffer);

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new PSNotSupportedException(NoBuffer);
}
