using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>What a check found. No part of it holds a secret.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Hint">What to do about it, or null.</param>
internal sealed record CheckOutcome(CheckStatus Status, string Message, string? Hint = null)
{
    /// <summary>What was found, in a sentence; whatever path or answer it quotes, nothing in it moves a terminal.</summary>
    public string Message { get; } = Display.Sanitize(Message, int.MaxValue);

    /// <summary>What to do about it, or null; safe to print as the message is.</summary>
    public string? Hint { get; } = Hint is null ? null : Display.Sanitize(Hint, int.MaxValue);

    /// <summary>Findings with a place of their own.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    public static CheckOutcome Pass(string message) => new(CheckStatus.Pass, message);

    public static CheckOutcome Warn(string message, string? hint = null) => new(CheckStatus.Warn, message, hint);

    public static CheckOutcome Fail(string message, string? hint = null) => new(CheckStatus.Fail, message, hint);

    public static CheckOutcome Skip(string reason, string? hint = null) => new(CheckStatus.Skip, reason, hint);
}
