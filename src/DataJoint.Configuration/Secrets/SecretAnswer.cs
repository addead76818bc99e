using System.Diagnostics;

namespace DataJoint.Configuration;

/// <summary>What came of resolving a reference: a text, or why it could not be had.</summary>
[DebuggerDisplay("{Failure}")]
public sealed class SecretAnswer
{
    /// <summary>The text was had.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="identity">Who read it, in words: an account, a role, the kind of a token; never a secret. Null when nobody had to log in.</param>
    public SecretAnswer(Secret secret, string? identity = null)
    {
        Secret = secret ?? throw new ArgumentNullException(nameof(secret));
        Identity = identity;
    }

    /// <summary>The text could not be had.</summary>
    /// <param name="failure">Why.</param>
    public SecretAnswer(SecretException failure) => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>The text, or null.</summary>
    public Secret? Secret { get; }

    /// <summary>Why there is no text, or null.</summary>
    public SecretException? Failure { get; }

    /// <summary>Who read it, in words, or null.</summary>
    public string? Identity { get; }

    /// <summary>The text.</summary>
    /// <returns>The secret.</returns>
    /// <exception cref="SecretException">It could not be had.</exception>
    public Secret Get() => Secret ?? throw Failure!;
}
