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
        PythonFieldKind.Integer when node.Kind == PythonNodeKind.Boolean => Within(field, node.Text == "true" ? "1" : "0"),
        PythonFieldKind.Integer when node.Kind == PythonNodeKind.Number => Within(field, WholeNumber(node.Text)),
        PythonFieldKind.Boolean when node.Kind == PythonNodeKind.Number => Number(node.Text) is 1 ? "true" : Number(node.Text) is 0 ? "false" : null,
        PythonFieldKind.Integer or PythonFieldKind.Boolean => Convert(field, node.Text),
        _ => node.Kind == PythonNodeKind.Text ? Convert(field, node.Text) : null,
    };

    /// <summary>Converts the text of a variable.</summary>
    /// <returns>The value as text, or null when Python rejects it.</returns>
    public static string? Convert(PythonField field, string text) => field.Kind switch
    {
        PythonFieldKind.Integer => Within(field, WholeText(text)),
        PythonFieldKind.Boolean => Flag(text),
        PythonFieldKind.Word => field.Words.Contains(text) ? text : null,
        PythonFieldKind.Path => NormalizePath(text),
        _ => text,
    };

    public static string? Flag(string text)
    {
        string word = text.ToLowerInvariant();
        return Array.IndexOf(True, word) >= 0 ? "true" : Array.IndexOf(False, word) >= 0 ? "false" : null;
    }

    /// <summary>The text without white space around it, as <c>str.strip</c> has it: the separators of ASCII count, too.</summary>
    public static string Strip(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    /// <summary>As <c>pathlib</c> writes a path: without empty parts, and the empty one as <c>.</c>.</summary>
    public static string NormalizePath(string path)
    {
        string root = path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//"
            : path.StartsWith("/", StringComparison.Ordinal) ? "/"
            : "";
        string rest = string.Join("/", path.Split('/').Where(part => part is not ("" or ".")));
        return root.Length + rest.Length == 0 ? "." : root + rest;
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    /// <summary>A number of JSON: whole ones of any length, others when nothing but zeros follow the point.</summary>
    private static string? WholeNumber(string text)
    {
        if (text.IndexOfAny(['.', 'e', 'E', 'N', 'I']) < 0)
        {
            return WholeText(text);
        }

        double number = Number(text);
        return Math.Floor(number) == number && Math.Abs(number) < 9.2e18 ? (number + 0.0).ToString("F0", CultureInfo.InvariantCulture).Replace("-0", "0") : null;
    }

    /// <summary>A text: digits with single underscores between them, a sign, and <c>.0</c> behind.</summary>
    private static string? WholeText(string text)
    {
        string digits = Strip(text);
        bool isNegative = digits.StartsWith("-", StringComparison.Ordinal);
        digits = isNegative || digits.StartsWith("+", StringComparison.Ordinal) ? digits.Substring(1) : digits;
        int point = digits.IndexOf('.');
        if (point >= 0)
        {
            if (point == digits.Length - 1 || digits.Substring(point + 1).Trim('0').Length > 0)
            {
                return null;
            }

            digits = digits.Substring(0, point);
        }

        bool isWhole = digits.Length > 0 && digits[0] != '_' && digits[digits.Length - 1] != '_' && digits.IndexOf("__", StringComparison.Ordinal) < 0
            && digits.All(c => c is (>= '0' and <= '9') or '_');
        if (!isWhole)
        {
            return null;
        }

        digits = digits.Replace("_", "").TrimStart('0');
        return digits.Length == 0 ? "0" : isNegative ? "-" + digits : digits;
    }

    private static string? Within(PythonField field, string? number) =>
        number is null || Number(number) < field.Least || Number(number) > field.Greatest ? null : number;
}
