namespace DataJoint.Configuration;

/// <summary>A line of a source, with every value that could be a secret masked, and the column to point at.</summary>
public sealed class Excerpt
{
    internal Excerpt(int lineNumber, string line, int caret)
    {
        LineNumber = lineNumber;
        Line = line;
        Caret = caret;
    }

    /// <summary>The number of the line, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The masked text of the line, without its line end; tabs are kept.</summary>
    public string Line { get; }

    /// <summary>The index in <see cref="Line"/> that the diagnostic points at, from 0.</summary>
    public int Caret { get; }
}
