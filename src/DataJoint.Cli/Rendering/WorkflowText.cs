namespace DataJoint.Cli.Rendering;

/// <summary>Texts in the commands of a GitHub workflow.</summary>
internal static class WorkflowText
{
    /// <summary>A message.</summary>
    public static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>The value of a property.</summary>
    public static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
