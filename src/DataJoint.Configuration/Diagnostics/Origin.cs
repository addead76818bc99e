using System.Globalization;

namespace DataJoint.Configuration;

/// <summary>The place that a value or a diagnostic comes from, in the source's own spelling.</summary>
public sealed class Origin
{
    /// <summary>Creates a place.</summary>
    /// <param name="source">A file's path, relative to the project root with <c>/</c> or else absolute; or the name of a variable or option.</param>
    /// <param name="line">The line from 1, or null when the source has no lines.</param>
    /// <param name="column">The column from 1, in characters (a tab is one), or null.</param>
    public Origin(string source, int? line = null, int? column = null)
    {
        Source = source ?? throw new ArgumentNullException(nameof(source));
        Line = line;
        Column = column;
    }

    /// <summary>The file's path, or the name of the variable or option.</summary>
    public string Source { get; }

    /// <summary>The line from 1, or null.</summary>
    public int? Line { get; }

    /// <summary>The column from 1, in characters, or null.</summary>
    public int? Column { get; }

    /// <summary>The place as people write it.</summary>
    /// <returns><c>datajoint.json:4:12</c>, or <c>DJ_HOST</c>.</returns>
    public override string ToString()
    {
        // A name of a file or variable may hold anything; a terminal must not act on it.
        string source = Display.Sanitize(Source, int.MaxValue);
        return Line is not int line ? source
            : Column is not int column ? string.Format(CultureInfo.InvariantCulture, "{0}:{1}", source, line)
            : string.Format(CultureInfo.InvariantCulture, "{0}:{1}:{2}", source, line, column);
    }
}
