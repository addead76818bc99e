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
        : base(diagnostic.Message)
    {
        Diagnostic = diagnostic;
        IsTransient = isTransient;
    }

    /// <summary>What went wrong, for which setting, and what fixes it.</summary>
    public Diagnostic Diagnostic { get; }

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
}
