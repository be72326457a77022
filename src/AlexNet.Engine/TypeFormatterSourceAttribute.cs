namespace AlexNet.Engine;

/// <summary>
/// Tells notebooks that a type has pictures. .NET Interactive goes by this attribute's simple name and its properties, so that nobody who declares one needs a package of it;
/// the formatters are those of AlexNet.Interactive where that is loaded, and where it is not there are none.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute : Attribute
{
    /// <summary>Whose public CreateTypeFormatters() gives the formatters; null without AlexNet.Interactive.</summary>
    public Type? FormatterSourceType => Type.GetType("AlexNet.Interactive.ResultFormatterSource, AlexNet.Interactive", throwOnError: false);

    /// <summary>What a notebook should ask for first.</summary>
    public string[] PreferredMimeTypes => ["text/html", "text/plain"];
}
