using AlexNet.Engine.Evaluation;

namespace AlexNet.Rendering.Reports;

/// <summary>
/// A classifier's report as one page of hypertext that needs nothing else: styles and pictures are inside, there is no script, and what it shows can neither fetch nor run anything.
/// </summary>
public static class ClassifierPage
{
    // A wider matrix is no picture that anybody reads.
    private const int MostClassesInMatrix = 40;
    private const int MostConfusions = 30;

    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff }
        h1 { font-size: 1.6em; margin-bottom: 0 } h2 { font-size: 1.2em; margin-top: 2em } p { max-width: 60em }
        table { border-collapse: collapse } th, td { padding: .15em .6em; text-align: right; border-bottom: 1px solid #e4e4e4 }
        th:first-child, td:first-child, .text { text-align: left } th { font-weight: 600 }
        .matrix td, .matrix th { padding: .1em .4em; font-size: .85em; border: 1px solid #eee } .matrix .right { outline: 2px solid #4f9a4f; outline-offset: -2px }
        .matrix thead th { writing-mode: vertical-rl; text-align: left }
        .mistakes { display: flex; flex-wrap: wrap; gap: 1em } figure { margin: 0; width: 172px; font-size: .85em; overflow-wrap: anywhere }
        figure img { max-width: 160px; max-height: 160px; border: 1px solid #ccc; background: #f4f4f4 } .wrong { color: #b03a2e } .file, .note { color: #666 }
        """;

    /// <summary>Draws it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="picture">A mistake's photo as a small JPEG; null where there is none to show.</param>
    /// <returns>The page, in UTF-8 when it is written.</returns>
    public static string Draw(ClassifierReport report, Func<Mistake, byte[]?> picture)
    {
        var page = new Html();
        page.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">""")
            .Add($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">""")
            .Add($"""<title>{report.Model}: {report.Accuracy.Dataset}</title><style>""");
        page.AddStyle(Style).Add($"</style></head><body>");
        AddSummary(page, report);
        AddMistakes(page, report, picture);
        AddClasses(page, report);
        AddConfusions(page, report);
        return page.Add($"</body></html>").ToString();
    }

    private static void AddSummary(Html page, ClassifierReport report)
    {
        page.Add($"<h1>{report.Model}</h1>")
            .Add($"""<p class="note">A classifier of {report.Classes.Count} classes, made of the photos in {report.Accuracy.Dataset} and the network {report.Backbone} from its layer {report.FirstLayer} on.</p>""")
            .Add($"<table><tr><th></th><th>Error</th><th>19 times in 20</th></tr>")
            .Add($"<tr><td>The likeliest answer is wrong</td><td>{report.Top1Error:P1}</td><td>{report.Top1Interval.Low:P1} to {report.Top1Interval.High:P1}</td></tr>")
            .Add($"<tr><td>None of the five likeliest is right</td><td>{report.Top5Error:P1}</td><td>{report.Top5Interval.Low:P1} to {report.Top5Interval.High:P1}</td></tr></table>")
            .Add($"<p>Trained on {report.TrainingPhotos:N0} photos, asked about {report.Accuracy.Photos:N0} that it was not trained on{(report.Accuracy.Failed > 0 ? $"; {report.Accuracy.Failed} could not be read" : "")}.")
            .Add($"These also chose the weight decay ({report.WeightDecay:G3}), so the error on wholly new photos may be a little higher. The interval is Wilson's.</p>");
    }

    private static void AddMistakes(Html page, ClassifierReport report, Func<Mistake, byte[]?> picture)
    {
        page.Add($"<h2>The worst mistakes</h2>");
        if (report.Mistakes.Count == 0)
        {
            page.Add($"<p>There was none.</p>");
            return;
        }
        page.Add($"""<div class="mistakes">""");
        foreach (var mistake in report.Mistakes)
        {
            page.Add($"<figure>");
            if (picture(mistake) is { } jpeg) page.Add($"""<img alt="{mistake.Truth}" src="data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}">""");
            page.Add($"""<figcaption><span class="wrong">{mistake.Answer}</span> {mistake.Probability:P0}<br>is <b>{mistake.Truth}</b> {mistake.TruthProbability:P0}<br><span class="file">{Path.GetFileName(mistake.Photo)}</span></figcaption></figure>""");
        }
        page.Add($"</div>");
    }

    private static void AddClasses(Html page, ClassifierReport report)
    {
        page.Add($"<h2>Classes</h2>")
            .Add($"<p>Precision: of the photos that were called so, the share that are. Recall: of the photos that are, the share that was called so.</p>")
            .Add($"<table><tr><th>Class</th><th>Trained on</th><th>Held out</th><th>Right</th><th>Precision</th><th>Recall</th></tr>");
        foreach (var found in report.Classes)
            page.Add($"<tr><td>{found.Label}</td><td>{found.TrainingPhotos}</td><td>{found.Photos}</td><td>{found.Correct}</td><td>{found.Precision:P0}</td><td>{found.Recall:P0}</td></tr>");
        page.Add($"</table>");
    }

    private static void AddConfusions(Html page, ClassifierReport report)
    {
        page.Add($"<h2>What was taken for what</h2>");
        if (report.Classes.Count <= MostClassesInMatrix) AddMatrix(page, report);
        if (report.Accuracy.Confusions.Count == 0) return;
        page.Add($"""<table><tr><th>Photos</th><th class="text">are</th><th class="text">were called</th></tr>""");
        foreach (var found in report.Accuracy.Confusions.Take(MostConfusions))
            page.Add($"""<tr><td>{found.Photos}</td><td class="text">{found.Label}</td><td class="text">{found.Answer}</td></tr>""");
        page.Add($"</table>");
    }

    private static void AddMatrix(Html page, ClassifierReport report)
    {
        page.Add($"""<p>A row for what photos are, a column for what they were called.</p><table class="matrix"><thead><tr><th></th>""");
        foreach (var column in report.Classes) page.Add($"<th>{column.Label}</th>");
        page.Add($"</tr></thead><tbody>");
        for (var i = 0; i < report.Classes.Count; i++)
        {
            page.Add($"<tr><th>{report.Classes[i].Label}</th>");
            for (var j = 0; j < report.Classes.Count; j++)
            {
                var count = report.ConfusionMatrix[i][j];
                // Darker, the larger its share of the row; white letters would be hard to read before they are needed.
                var shade = 255 - (int)(120.0 * count / Math.Max(1, report.Classes[i].Photos));
                page.Add($"""<td class="{(i == j ? "right" : "other")}" style="background:rgb({shade},{shade},255)">{(count == 0 ? "" : $"{count}")}</td>""");
            }
            page.Add($"</tr>");
        }
        page.Add($"</tbody></table>");
    }
}
