namespace DataJoint.Configuration.Secrets;

/// <summary>A reference that a setting holds, with whom to ask for it, and who may forbid it.</summary>
/// <param name="reference">The reference.</param>
/// <param name="context">In whose name.</param>
/// <param name="gate">Called before each question; throws when it may not be asked. Null when nobody forbids it.</param>
internal sealed class BoundReference(SecretReference reference, SecretContext context, Action? gate) : ISecretResolver
{
    public string Scheme => reference.Scheme;

    public SecretReference Reference => reference;

    public SecretContext Context => context;

    /// <summary>Who is asked, once it may be.</summary>
    /// <exception cref="SecretException">It may not be asked, or nobody resolves such references.</exception>
    public ISecretResolver Open()
    {
        // Where nobody resolves the scheme nothing would be sent: that comes before any question of trust.
        Func<SecretContext, ISecretResolver> create = SecretSchemes.Require(reference.Scheme);
        gate?.Invoke();
        return SecretSchemes.Get(reference.Scheme, create, context);
    }

    /// <summary>Notes until when what it led to is good.</summary>
    public void Note(Secret found) => context.Terms?.Note(reference, found);

    public ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) => Open().ResolveAsync(reference, cancellationToken);

    public Secret Resolve(string reference, CancellationToken cancellationToken) => Open().Resolve(reference, cancellationToken);

    /// <summary>Whether the same is asked in the same name; a reload binds again and changes nothing by it.</summary>
    public override bool Equals(object? obj) =>
        obj is BoundReference other && other.Reference.Text == reference.Text && other.ContextKey == ContextKey;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(reference.Text);

    private (HostEnvironment HostEnvironment, (string? Root, bool AllowsPrograms) Key) ContextKey => (context.HostEnvironment, context.Key);
}
