namespace AlexNet.PowerShell.Tests.Help;

public class AboutTopicTests
{
    private static readonly string[] Expected =
        ["about_AlexNet", "about_AlexNet_Devices", "about_AlexNet_Differences", "about_AlexNet_Models", "about_AlexNet_Notebooks", "about_AlexNet_Preprocessing", "about_AlexNet_Training"];

    [Fact]
    public void EveryTopicIsFoundByGetHelp()
    {
        Assert.Equal(Expected, AboutTopic.All.Select(topic => topic.Name));
        using var session = new ModuleSession();
        foreach (var topic in AboutTopic.All)
        {
            var (output, errors) = session.Run($"Get-Help {topic.Name}");
            Assert.Empty(errors);
            Assert.Contains("LONG DESCRIPTION", Assert.Single(output).ToString(), StringComparison.Ordinal);
            // The line that lists of topics show is the fifth of the file.
            Assert.Equal("SHORT DESCRIPTION", topic.Lines[3]);
            Assert.Matches(@"^    [A-Z].*\.$", topic.Lines[4]);
        }
    }

    [Fact]
    public void NamesThatTopicsSendReadersToExist()
    {
        using var session = new ModuleSession();
        foreach (var topic in AboutTopic.All)
            foreach (var name in topic.Lines.SkipWhile(line => line != "SEE ALSO").Skip(1).Select(line => line.Trim()).Where(name => name.Length > 0))
                Assert.True(Expected.Contains(name) || session.Run($"Get-Command {name}").Output.Count == 1, $"{topic.Name} names {name}");
    }

    [Fact]
    public void ExamplesRunThatNeedNothingOfFullPowerShell()
    {
        using var folder = new ExampleFolder();
        var ran = 0;
        foreach (var topic in AboutTopic.All)
        {
            using var session = new ModuleSession();
            var missing = new HashSet<string>();
            session.Run($"$ExecutionContext.SessionState.Path.SetLocation('{folder.Path}')");
            foreach (var example in topic.Examples)
            {
                // tests/Pester/About.Tests.ps1 runs them all. What uses a variable or a list of one that was left out is left out too.
                if (AboutTopic.ThingsOf(example).Any(missing.Contains) || AboutTopic.CommandsOf(example).Any(name => session.Run($"Get-Command {name} -ErrorAction Ignore").Output.Count == 0))
                {
                    missing.UnionWith(AboutTopic.ThingsOf(example));
                    continue;
                }
                var (_, errors) = session.Run(example);
                Assert.True(errors.Count == 0, $"{topic.Name}: {example}: {string.Join("; ", errors)}");
                ran++;
            }
        }
        Assert.True(ran >= 25, $"only {ran} examples ran");
    }
}
