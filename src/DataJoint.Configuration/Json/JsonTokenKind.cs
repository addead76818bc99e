namespace DataJoint.Configuration.Json;

internal enum JsonTokenKind : byte
{
    End,
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Colon,
    Comma,
    String,

    /// <summary>A run without quotes: a number, true, false, null, or something that is not JSON at all.</summary>
    Bare,

    /// <summary>The text cannot be read further; <see cref="JsonLexer.Fault"/> says why.</summary>
    Fault,
}
