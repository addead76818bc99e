namespace DataJoint.Configuration.Tests;

/// <summary>Gives texts that are good for a while.</summary>
internal sealed class LeasingVault : ISecretResolver
{
    public const string Name = "leasing";

    private static readonly AsyncLocal<DateTimeOffset?> Ends = new();

    static LeasingVault() => SecretSchemes.Register(Name, static _ => new LeasingVault());

    /// <summary>Until when what it gives the current test is good.</summary>
    public static DateTimeOffset? End
    {
        get => Ends.Value;
        set => Ends.Value = value;
    }

    public string Scheme => Name;

    public ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) => new(Resolve(reference, cancellationToken));

    public Secret Resolve(string reference, CancellationToken cancellationToken) => new("leased") { ValidUntil = End };
}
