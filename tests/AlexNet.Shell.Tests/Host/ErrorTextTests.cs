using System.Management.Automation;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Tests.Host;

public class ErrorTextTests
{
    [Fact]
    public void The_details_replace_the_message_and_the_advice_follows()
    {
        var record = new ErrorRecord(new InvalidDataException("inner"), "id", ErrorCategory.InvalidData, null)
        {
            ErrorDetails = new ErrorDetails("'a.txt' is no image.") { RecommendedAction = "Give a JPEG." },
        };
        Assert.Equal("InvalidDataException: 'a.txt' is no image.\n  Give a JPEG.", ErrorText.Format(record));
    }

    [Fact]
    public void Control_characters_of_a_hostile_name_do_not_reach_the_terminal() =>
        Assert.DoesNotContain('\e', ErrorText.Format(new ErrorRecord(new IOException("bad \e]0;title\a name"), "id", ErrorCategory.ReadError, null)));

    [Fact]
    public void Progress_is_one_line_with_a_bar()
    {
        var record = new ProgressRecord(1, "Classifying", "5 of\n10") { PercentComplete = 50, SecondsRemaining = 3 };
        Assert.Equal("Classifying: 5 of 10 [##########..........] 50% 00:00:03 left", ProgressLine.Describe(record));
    }

    [Fact]
    public void The_terminal_respects_its_variables()
    {
        Assert.False(Terminal.Detect(false, false, false, v => v == "NO_COLOR" ? "1" : null).ColourOutput);
        Assert.False(Terminal.Detect(false, true, false, _ => null).ColourOutput);
        Assert.True(Terminal.Detect(false, false, false, _ => null).ColourOutput);
        Assert.Equal(120, Terminal.Detect(true, true, true, _ => null).Width);
        Assert.Equal(200, Terminal.Detect(true, true, true, v => v == "COLUMNS" ? "200" : null).Width);
        Assert.Equal(120, Terminal.Detect(true, true, true, v => v == "COLUMNS" ? "-1" : null).Width);
    }
}
