namespace AlexNet.Notebooks.Tests;

public sealed class DisplayTests(KernelFixture kernel) : IClassFixture<KernelFixture>
{
    private FrontEnd FrontEnd => kernel.FrontEnd;

    [Fact]
    public void A_photo_that_is_classified_is_a_picture_with_bars()
    {
        string photo = Directory.EnumerateFiles(Path.Combine(KernelFixture.Repository, "samples"), "*.jpg").Order(StringComparer.Ordinal).First();
        var ran = FrontEnd.Run($"Invoke-AlexNetClassify '{photo}'");
        Assert.Equal(("ok", ""), (ran.Status, ran.Stderr));
        var shown = Assert.Single(ran.Shown, message => message.Data("text/html")?.Contains("<svg") == true);
        Assert.Contains(Path.GetFileName(photo), shown.Data("text/html"));
        Assert.Contains(Path.GetFileNameWithoutExtension(photo)[..3], shown.Data("text/plain"));
        Assert.DoesNotContain("\e", shown.Data("text/plain"));
    }

    [Fact]
    public void Objects_of_a_kind_are_shown_together_and_in_order_with_the_texts()
    {
        var ran = FrontEnd.Run("Write-Host 'first'; Get-AlexNetLayer; Write-Host 'then'; [pscustomobject]@{ A = 1; B = '<b>' }; [pscustomobject]@{ A = 2; B = 'c' }; 'last'");
        Assert.Equal(["stream", "display_data", "stream", "display_data", "stream"], ran.Shown.Select(message => message.Type));
        Assert.Contains("60,965,224", ran.Shown[1].Data("text/html"));
        Assert.Contains("conv1", ran.Shown[1].Data("text/plain"));
        Assert.Contains("&lt;b&gt;", ran.Shown[3].Data("text/html"));
        Assert.Matches(@"A B\s+- -\s+1 <b>\s+2 c", ran.Shown[3].Data("text/plain"));
    }

    [Fact]
    public void Help_is_text_as_its_view_has_it()
    {
        var ran = FrontEnd.Run("Get-Help Get-AlexNetLayer");
        Assert.All(ran.Shown, message => Assert.Equal("stream", message.Type));
        Assert.Contains("SYNOPSIS", ran.Stdout);
    }

    [Fact]
    public void An_object_of_the_system_is_a_table_of_what_is_worth_seeing()
    {
        var shown = Assert.Single(FrontEnd.Run($"Get-ChildItem '{KernelFixture.Repository}' -File").Shown);
        Assert.Contains("README.md", shown.Data("text/plain"));
        Assert.Contains("<table", shown.Data("text/html"));
        Assert.DoesNotContain("PSDrive", shown.Data("text/html"));
        Assert.DoesNotContain("samples", shown.Data("text/html"));
        Assert.Contains("samples", Assert.Single(FrontEnd.Run($"Get-ChildItem '{KernelFixture.Repository}'").Shown).Data("text/html"));
    }

    [Fact]
    public void Progress_is_one_display_that_changes_and_goes()
    {
        var ran = FrontEnd.Run("1..10 | ForEach-Object { Write-Progress '<work>' \"step $_\" -PercentComplete (10 * $_); Start-Sleep -Milliseconds 100 }; Write-Progress '<work>' -Completed; 'done'");
        var first = Assert.Single(ran.Of("display_data"));
        Assert.Contains("&lt;work&gt;: step", first.Data("text/html"));
        Assert.Contains("<work>: step", first.Data("text/plain"));
        var updates = ran.Of("update_display_data").ToList();
        Assert.NotEmpty(updates);
        Assert.All(updates, update => Assert.Equal(first.Display, update.Display));
        // Nothing is left to be seen, nor the room for it.
        Assert.Equal("", updates[^1].Data("text/plain"));
        Assert.Matches("^<div class=\"([a-z-]+)\"></div><style>[^<]*:has\\(\\.\\1\\){display:none}</style>$", updates[^1].Data("text/html"));
    }

    [Fact]
    public void What_comes_slowly_is_shown_while_it_comes()
    {
        var ran = FrontEnd.Run("1..3 | ForEach-Object { Start-Sleep -Milliseconds 1100; [pscustomobject]@{ Epoch = $_ } }");
        Assert.DoesNotContain("3", Assert.Single(ran.Of("display_data")).Data("text/plain"));
        Assert.Contains("3", ran.Of("update_display_data").Last().Data("text/plain"));
    }

    [Fact]
    public void A_drawing_is_shown_as_one()
    {
        var ran = FrontEnd.Run("Show-AlexNetNetwork");
        Assert.Contains("<svg", Assert.Single(ran.Of("display_data")).Data("text/html"));
        Assert.Equal("True", FrontEnd.Run("(Show-AlexNetNetwork) -is [string]").Shown[0].Data("text/plain"));
    }
}
