using System.Globalization;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>pydantic's lax conversions, as far as they matter here.</summary>
internal static class PythonChecks
{
    private static readonly string[] True = ["true", "1", "yes", "on", "t", "y"];
    private static readonly string[] False = ["false", "0", "no", "off", "f", "n"];

    /// <summary>Converts a JSON value.</summary>
    /// <returns>The value as text, or null when Python rejects it (a null that is allowed never comes here).</returns>
    public static string? Convert(PythonField field, PythonNode node) => field.Kind switch
    {
        _ when node.Kind is PythonNodeKind.List or PythonNodeKind.Dictionary or PythonNodeKind.Null => null,
        PythonFieldKind.Integer when node.Kind == PythonNodeKind.Boolean => node.Text == "true" ? "1" : "0",
        PythonFieldKind.Integer => Whole(node.Text),
        PythonFieldKind.Boolean => Flag(node.Text),
        _ => node.Kind == PythonNodeKind.Text ? Convert(field, node.Text) : null,
    };

    /// <summary>Converts the text of a variable.</summary>
    /// <returns>The value as text, or null when Python rejects it.</returns>
    public static string? Convert(PythonField field, string text) => field.Kind switch
    {
        PythonFieldKind.Integer => Whole(text),
        PythonFieldKind.Boolean => Flag(text),
        PythonFieldKind.Word => field.Words.Contains(text) ? text : null,
        _ => text,
    };

    public static string? Flag(string text)
    {
        string word = text.ToLowerInvariant();
        return Array.IndexOf(True, word) >= 0 ? "true" : Array.IndexOf(False, word) >= 0 ? "false" : null;
    }

    private static string? Whole(string text) =>
        double.TryParse(text.Trim().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && Math.Floor(number) == number && Math.Abs(number) < 1e15
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : null;
}
