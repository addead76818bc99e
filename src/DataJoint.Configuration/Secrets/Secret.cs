using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DataJoint.Configuration;

/// <summary>A secret value. Every printed, logged or serialised form is <c>********</c>; only <see cref="Reveal"/> gives the text.</summary>
[DebuggerDisplay(Mask)]
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What stands in place of a secret: always eight stars, whatever its length.</summary>
    public const string Mask = "********";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text;

    /// <summary>Wraps a secret text.</summary>
    /// <param name="text">The secret.</param>
    public Secret(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The secret text itself. Call it where the text is needed, and nowhere earlier.</summary>
    /// <returns>The text that was wrapped.</returns>
    public string Reveal() => _text;

    internal bool IsEmpty => _text.Length == 0;

    /// <summary>The mask.</summary>
    /// <returns>Always <c>********</c>.</returns>
    public override string ToString() => Mask;

    /// <summary>Compares two secrets in a time that does not depend on where they differ.</summary>
    /// <param name="other">The secret to compare with.</param>
    /// <returns>True when both hold the same text.</returns>
    public bool Equals(Secret? other) => other is not null && EqualsInConstantTime(_text, other._text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for all secrets, since a hash of the text would tell something about it.</summary>
    /// <returns>A constant.</returns>
    public override int GetHashCode() => 8;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool EqualsInConstantTime(string left, string right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ (right.Length == 0 ? '\0' : right[i % right.Length]);
        }

        return difference == 0;
    }
}
