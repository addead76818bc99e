namespace DataJoint.Leaks.Rules;

/// <summary>What a name says about its value.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A password, which may be a word.</summary>
    Password,

    /// <summary>A key or secret, which is longer.</summary>
    Key,

    /// <summary>A token, which no word is.</summary>
    Token,

    /// <summary>User and password in base64.</summary>
    BasicPair,
}
