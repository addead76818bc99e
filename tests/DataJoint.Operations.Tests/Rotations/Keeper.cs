using System.Collections.Concurrent;
using DataJoint.Configuration;

namespace DataJoint.Operations.Tests;

/// <summary>A secret manager in memory.</summary>
internal sealed class Keeper(string scheme) : ISecretWriter
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string Scheme => scheme;

    public int Writes { get; private set; }

    public bool Refuses { get; set; }

    /// <summary>Whether it does not say what it did.</summary>
    public bool IsSilent { get; set; }

    public string this[string path]
    {
        get => _texts[path];
        set => _texts[path] = value;
    }

    public static Keeper Register()
    {
        Keeper made = new("lab" + Guid.NewGuid().ToString("N"));
        SecretSchemes.Register(made.Scheme, _ => made);
        return made;
    }

    public ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) => new(Resolve(reference, cancellationToken));

    public Secret Resolve(string reference, CancellationToken cancellationToken) => new(_texts[PathOf(reference)]);

    public string? FindWriteProblem(IReadOnlyList<string> references) => references.Any(reference => reference.Contains("fixed", StringComparison.Ordinal)) ? "are fixed" : null;

    public Task WriteAsync(IReadOnlyList<KeyValuePair<string, Secret>> texts, CancellationToken cancellationToken)
    {
        if (Refuses || IsSilent)
        {
            throw new SecretException("the keeper says no", isTransient: IsSilent);
        }

        Writes++;
        foreach ((string reference, Secret text) in texts)
        {
            _texts[PathOf(reference)] = text.Reveal();
        }

        return Task.CompletedTask;
    }

    private static string PathOf(string reference) => reference[(reference.IndexOf("://", StringComparison.Ordinal) + 3)..];
}
