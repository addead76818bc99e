using DataJoint.Configuration;

namespace DataJoint.Checks;

/// <summary>What a check found. No part of it holds a secret.</summary>
public sealed class CheckOutcome
{
    private CheckOutcome(CheckStatus status, string message, string? hint, IReadOnlyList<Diagnostic>? diagnostics)
    {
        Status = status;
        Message = Display.Sanitize(message, int.MaxValue);
        Hint = hint is null ? null : Display.Sanitize(hint, int.MaxValue);
        Diagnostics = diagnostics ?? [];
    }

    /// <summary>How the check ended.</summary>
    public CheckStatus Status { get; }

    /// <summary>What was found, in a sentence; whatever path or answer it quotes, nothing in it moves a terminal.</summary>
    public string Message { get; }

    /// <summary>The remedy, a command where there is one (<c>Run: djc …</c>), or null; safe to print as the message is.</summary>
    public string? Hint { get; }

    /// <summary>Findings with an id, and an origin where they have one.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>All is well.</summary>
    /// <param name="message">What was found, in a sentence without a full stop.</param>
    /// <param name="hint">What to know besides, or null.</param>
    /// <param name="diagnostics">Findings for information; none by default.</param>
    /// <returns>The outcome.</returns>
    public static CheckOutcome Pass(string message, string? hint = null, IReadOnlyList<Diagnostic>? diagnostics = null) =>
        new(CheckStatus.Pass, message, hint, diagnostics);

    /// <summary>Something deserves a look; in strict mode that is a failure.</summary>
    /// <param name="message">What was found, in a sentence without a full stop.</param>
    /// <param name="hint">The remedy, or null.</param>
    /// <param name="diagnostics">The findings; none by default.</param>
    /// <returns>The outcome.</returns>
    public static CheckOutcome Warn(string message, string? hint = null, IReadOnlyList<Diagnostic>? diagnostics = null) =>
        new(CheckStatus.Warn, message, hint, diagnostics);

    /// <summary>Something is wrong.</summary>
    /// <param name="message">What was found, in a sentence without a full stop.</param>
    /// <param name="hint">The remedy, or null.</param>
    /// <param name="diagnostics">The findings; none by default.</param>
    /// <returns>The outcome.</returns>
    public static CheckOutcome Fail(string message, string? hint = null, IReadOnlyList<Diagnostic>? diagnostics = null) =>
        new(CheckStatus.Fail, message, hint, diagnostics);

    /// <summary>The check could not be made, or does not matter here.</summary>
    /// <param name="reason">Why, in a sentence without a full stop.</param>
    /// <param name="hint">What to do so that it can be made, or null.</param>
    /// <returns>The outcome.</returns>
    public static CheckOutcome Skip(string reason, string? hint = null) => new(CheckStatus.Skip, reason, hint, diagnostics: null);

    /// <summary>Status, message and remedy.</summary>
    /// <returns>For example <c>Warn: database.password has no value (Run: djc secrets set database.password)</c>.</returns>
    public override string ToString() => Hint is null ? $"{Status}: {Message}" : $"{Status}: {Message} ({Hint})";

    /// <summary>As strict mode has it: a warning is a failure.</summary>
    internal CheckOutcome AsStrict() => Status == CheckStatus.Warn ? new CheckOutcome(CheckStatus.Fail, Message, Hint, Diagnostics) : this;
}
