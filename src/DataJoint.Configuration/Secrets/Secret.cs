using System.Diagnostics;
using System.Runtime.CompilerServices;
using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration;

/// <summary>
/// A secret value: its text, or a reference to where the text is kept. Every printed, logged or serialised form is <c>********</c>; only
/// <see cref="Reveal"/> gives the text.
/// </summary>
[DebuggerDisplay(Mask)]
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What stands in place of a secret: always eight stars, whatever its length.</summary>
    public const string Mask = "********";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ISecretResolver? _resolver;

    /// <summary>Wraps a secret text.</summary>
    /// <param name="text">The secret.</param>
    public Secret(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>A secret that is kept elsewhere, and is asked for when its text is needed.</summary>
    /// <param name="resolver">Who knows the text.</param>
    /// <param name="reference">What names it there, as the resolver understands it. It is never printed either.</param>
    public Secret(ISecretResolver resolver, string reference)
        : this(reference) => _resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));

    /// <summary>Until when the text is good, as whoever keeps it said; null when nobody did.</summary>
    [field: DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether the text is here; otherwise it is a reference that <see cref="ResolveAsync"/> resolves.</summary>
    public bool IsResolved => _resolver is null;

    /// <summary>The secret text itself. Call it where the text is needed, and nowhere earlier.</summary>
    /// <returns>The text that was wrapped.</returns>
    /// <exception cref="InvalidOperationException">It is a reference: await <see cref="ResolveAsync"/> before, and reveal what that gives.</exception>
    public string Reveal() => IsResolved ? _text : throw new InvalidOperationException(
        "The secret is a reference that is not resolved yet. Await ResolveAsync() before, or call Resolve() where nothing can be awaited, and reveal what that gives.");

    /// <summary>The secret with its text. A reference is asked for each time; what is text already costs nothing.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>A secret that <see cref="Reveal"/> works on; this one when it is text.</returns>
    /// <exception cref="SecretException">The text could not be had.</exception>
    public ValueTask<Secret> ResolveAsync(CancellationToken cancellationToken = default) =>
        _resolver is null ? new ValueTask<Secret>(this) : SecretResolution.RunAsync(_resolver, _text, cancellationToken);

    /// <summary>Same as <see cref="ResolveAsync"/>, for code that cannot await: it waits on the caller's thread.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>A secret that <see cref="Reveal"/> works on; this one when it is text.</returns>
    /// <exception cref="SecretException">The text could not be had.</exception>
    public Secret Resolve(CancellationToken cancellationToken = default) =>
        _resolver is null ? this : SecretResolution.Run(_resolver, _text, cancellationToken);

    /// <summary>The reference that a setting holds in place of the text, to be shown: <c>ref+scheme://…</c>.</summary>
    /// <returns>Null when the text is here, or when a program's own resolver names it in another form.</returns>
    public string? Reference => (_resolver as BoundReference)?.Reference.Text;

    /// <summary>Whether it is a reference that nobody resolves.</summary>
    internal bool HasUnknownScheme => _resolver is BoundReference bound && !SecretSchemes.IsKnown(bound.Scheme);

    /// <summary>Who is asked for the text, and for what; null when it is here.</summary>
    internal (ISecretResolver Resolver, string Reference)? Question => _resolver is null ? null : (_resolver, _text);

    internal bool IsEmpty => IsResolved && _text.Length == 0;

    /// <summary>The mask.</summary>
    /// <returns>Always <c>********</c>.</returns>
    public override string ToString() => Mask;

    /// <summary>Compares two secrets in a time that does not depend on where they differ. No reference is resolved.</summary>
    /// <param name="other">The secret to compare with.</param>
    /// <returns>True when both hold the same text, or the same reference of the same resolver.</returns>
    public bool Equals(Secret? other) => other is not null && Equals(_resolver, other._resolver) && EqualsInConstantTime(_text, other._text);

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
