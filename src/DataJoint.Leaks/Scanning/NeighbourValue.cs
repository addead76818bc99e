using System.Buffers;

namespace DataJoint.Leaks.Scanning;

/// <summary>The value that is given to a name, in the forms of JSON, YAML, code, variables, options and connection strings.</summary>
internal static class NeighbourValue
{
    private const int MaxGap = 12;
    private const int MaxLength = 254;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n;,\"'`&)}]>\\");

    /// <summary>Reads it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the name has ended.</param>
    /// <returns>Null when nothing is given to it there, or an expression.</returns>
    public static string? Read(ReadOnlySpan<char> text, int at)
    {
        int begin = at;
        bool isGiven = false;
        char quote = '\0';
        for (; at < text.Length && at - begin <= MaxGap; at++)
        {
            char c = text[at];
            if (isGiven && c is '"' or '\'' or '`')
            {
                quote = c;
                at++;
                break;
            }

            bool isSeparator = c is '=' or ':';
            isGiven |= isSeparator;
            if (!isSeparator && c is not (' ' or '\t' or '"' or '\'' or '`' or ']' or '\\'))
            {
                break;
            }
        }

        if (!isGiven || at >= text.Length)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.Slice(at, Math.Min(MaxLength, text.Length - at));
        int end = quote == '\0' ? rest.IndexOfAny(Ends) : rest.IndexOfAny(quote, '\\', '\n');
        ReadOnlySpan<char> value = end < 0 ? rest : rest[..end];
        bool isExpression = value.IsEmpty || value[0] is '$' or '{' or '<' or '%' || (quote == '\0' && value.ContainsAny('(', '['));
        return isExpression ? null : value.ToString();
    }
}
