using System.Xml.Linq;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Rendering.Features;
using AlexNet.Rendering.Filters;
using AlexNet.Rendering.Markup;
using AlexNet.Rendering.Neighbours;
using AlexNet.Rendering.Networks;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

/// <summary>Names come from files, folders and strangers; none becomes markup, and nothing on a page runs or fetches anything.</summary>
public class EncodingTests
{
    private const string Evil = Results.Evil;

    public static TheoryData<string> Views => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<View>> Makers = new()
    {
        ["photos"] = () => Renderer.Views([Results.Answer($"{Evil}.jpg", (Evil, 0.5f), ("b", 0.25f))], new RenderOptions { TrueLabel = _ => Evil })[0],
        ["accuracy"] = () => Renderer.View(Results.Accuracy(Evil, "b")),
        ["classifier"] = () => Renderer.View(Results.Classifier(Evil, "b")),
        ["maps"] = () => Renderer.View(Results.Output(new MapShape(2, 3, 3), Evil, $"{Evil}.png")),
        ["saliency"] = () => Renderer.Views([Results.Saliency(label: Evil, path: $"{Evil}.jpg"), Results.Saliency(label: Evil, hasPhoto: false)])[0],
        ["filters"] = () => FilterView.Of(Results.Small(name: Evil), "conv1", new FilterOptions { MaxFilters = 2 }),
        ["times"] = () => Renderer.Views([.. Results.Times(Evil)])[0],
        ["spans"] = () => Renderer.Views([.. Results.Spans(Evil)])[0],
        ["activations"] = () => Renderer.View(Results.Activation(Evil, 0.5)),
        ["tensors"] = () => Renderer.View(new WeightTensor(Evil, ElementType.Float32, [0], 0, new object())),
        ["neighbours"] = () => NeighboursView.Of([Results.Neighbour(Evil, $"{Evil}/a.png", 1)], RenderOptions.Default),
        ["properties"] = () => Renderer.View(new Label(0, Evil)),
        ["heading"] = () => new View(Evil).Note(Evil),
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void ANameIsTextAndNoMarkup(string kind)
    {
        var view = Makers[kind]();
        foreach (var html in new[] { view.ToHtml(), HtmlPage.Write(Evil, [view]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal) })
        {
            var page = XDocument.Parse(html);
            Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "iframe" or "object" or "link" or "a");
            Assert.Contains(page.Descendants(), element => element.Nodes().OfType<XText>().Any(text => text.Value.Contains("<script>", StringComparison.Ordinal))
                || element.Attributes().Any(attribute => attribute.Value.Contains("<script>", StringComparison.Ordinal)));
            foreach (var attribute in page.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
                if (attribute.Name.LocalName is "href" or "src") Assert.StartsWith("data:image/", attribute.Value);
                Assert.DoesNotContain("url(", attribute.Value);
            }
            Assert.DoesNotContain("@import", html);
        }
    }

    [Fact]
    public void EveryDrawingHasARoleAndATitle()
    {
        foreach (var make in Makers.Values)
            foreach (var drawing in XDocument.Parse(make().ToHtml()).Descendants().Where(element => element.Name.LocalName == "svg"))
            {
                Assert.Equal("img", (string?)drawing.Attribute("role"));
                Assert.NotEmpty((string?)drawing.Attribute("aria-label") ?? "");
                Assert.Equal("title", drawing.Elements().First().Name.LocalName);
                Assert.InRange((double)drawing.Attribute("width")!, 1, 800);
            }
    }

    [Fact]
    public void PlainTextHoldsNoEscapeSequences()
    {
        var text = Renderer.Views([Results.Answer("\e[31mred.jpg", ("la\nbel\e]0;title\a", 0.5f))])[0].ToText();
        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('\a', text);
        Assert.Contains("red.jpg", text);
    }

    [Fact]
    public void WhatXmlCannotHoldIsReplaced()
    {
        var markup = new MarkupWriter().Leaf("p", "a\u0001b\uD800c\u0000\u0085\uFFFE\t\n<&>\"'é猫😀", ("title", "\u0002\"'<")).ToString();
        var element = XElement.Parse(markup);
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD\t\n<&>\"'é猫😀", element.Value);
        Assert.Equal("\uFFFD\"'<", (string?)element.Attribute("title"));
    }

    [Fact]
    public void AnElementLeftOpenIsAMistake() => Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("p").ToString());
}
