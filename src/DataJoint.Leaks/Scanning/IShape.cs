namespace DataJoint.Leaks.Scanning;

/// <summary>Finds credentials of one form around a literal that they all have.</summary>
internal interface IShape
{
    /// <summary>The literals, in lower case, of at least three characters.</summary>
    IReadOnlyList<string> Needles { get; }

    /// <summary>Looks at one place where a literal stands. The work is bounded, whatever is around it.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="at">Where the literal begins.</param>
    /// <param name="found">Takes what is found.</param>
    void Find(in Passage passage, int at, List<Match> found);
}
