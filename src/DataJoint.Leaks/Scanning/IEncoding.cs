namespace DataJoint.Leaks.Scanning;

/// <summary>An encoding that hides a credential from the shapes.</summary>
internal interface IEncoding
{
    /// <summary>Literals that encoded text has, in lower case, of at least three characters.</summary>
    IReadOnlyList<string> Needles { get; }

    /// <summary>Finds the encoded text around a literal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the literal is.</param>
    /// <returns>Where it begins and has ended; nothing longer than some pages.</returns>
    (int Start, int End) FindRegion(ReadOnlySpan<char> text, int at);

    /// <summary>Decodes it; what cannot be decoded stays as it is.</summary>
    string Decode(ReadOnlySpan<char> region);
}
