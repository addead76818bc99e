namespace DataJoint.Configuration;

/// <summary>The text of a secret that is kept elsewhere could not be had. Never contains the text.</summary>
public sealed class SecretException : Exception, IDataJointException
{
    /// <summary>Describes the failure; resolvers throw it.</summary>
    /// <param name="message">What happened, without a capital letter and a full stop. Never a secret.</param>
    /// <param name="hint">What fixes it, a command where there is one; null by default.</param>
    /// <param name="isTransient">Whether the same question may be answered later without anybody changing anything; false by default.</param>
    public SecretException(string message, string? hint = null, bool isTransient = false)
        : this(new Diagnostic(SecretRules.Unresolved, message, hint ?? SecretRules.Unresolved.Remedy), isTransient)
    {
    }

    private SecretException(Diagnostic diagnostic, bool isTransient)
        : this([diagnostic], isTransient)
    {
    }

    private SecretException(IReadOnlyList<Diagnostic> diagnostics, bool isTransient)
        : base(string.Join("; ", diagnostics.Select(diagnostic => diagnostic.Message)))
    {
        Diagnostics = diagnostics;
        IsTransient = isTransient;
    }

    /// <summary>What went wrong, for which setting, and what fixes it; of several failures the first.</summary>
    public Diagnostic Diagnostic => Diagnostics[0];

    /// <summary>Every failure, when several secrets were asked for together; at least one.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the same question may be answered later without anybody changing anything.</summary>
    public bool IsTransient { get; }

    /// <summary>How long whoever keeps the secret wants to be left alone, or null when it does not say so.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Describes the failure as one of a kind of its own; resolvers throw it.</summary>
    /// <param name="rule">The kind, one of <see cref="SecretRules"/> or of the resolver's own.</param>
    /// <param name="message">What happened, without a capital letter and a full stop. Never a secret.</param>
    /// <param name="hint">What fixes it, a command where there is one; null means what the kind says.</param>
    /// <param name="isTransient">Whether the same question may be answered later without anybody changing anything.</param>
    /// <param name="retryAfter">How long whoever keeps the secret wants to be left alone; null when it does not say so.</param>
    /// <returns>The exception.</returns>
    public static SecretException From(DiagnosticRule rule, string message, string? hint, bool isTransient, TimeSpan? retryAfter = null) =>
        new(new Diagnostic(rule ?? throw new ArgumentNullException(nameof(rule)), message, hint ?? rule.Remedy), isTransient) { RetryAfter = retryAfter };

    /// <summary>The same failure, told of the setting that holds the reference.</summary>
    /// <param name="setting">The setting's key.</param>
    /// <param name="origin">Where the reference was found, or null.</param>
    /// <returns>Another exception.</returns>
    public SecretException At(string setting, Origin? origin) =>
        new(new Diagnostic(Diagnostic.Rule, $"{setting}: {Diagnostic.Message}", Diagnostic.Hint, origin), IsTransient) { RetryAfter = RetryAfter };

    /// <summary>Several failures of one request, as one. Another try may help when it may help each of them.</summary>
    /// <param name="failures">The failures; at least one.</param>
    internal static SecretException Join(IReadOnlyList<SecretException> failures) => failures.Count == 1 ? failures[0]
        : new([.. failures.SelectMany(failure => failure.Diagnostics)], failures.All(failure => failure.IsTransient)) { RetryAfter = failures.Max(failure => failure.RetryAfter) };
}
