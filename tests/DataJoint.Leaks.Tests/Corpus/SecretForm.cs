namespace DataJoint.Leaks.Tests;

/// <summary>What secrets a context takes.</summary>
internal enum SecretForm
{
    /// <summary>Passwords that people choose, of letters, digits and dashes.</summary>
    Word,

    /// <summary>Passwords with characters that are special in some languages, and in this one are not.</summary>
    Special,

    /// <summary>Keys that a machine makes.</summary>
    Key,
}
