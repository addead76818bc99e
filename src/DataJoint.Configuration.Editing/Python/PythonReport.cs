namespace DataJoint.Configuration.Editing;

/// <summary>What datajoint-python would do in the same place with the same variables. No part of it holds a secret.</summary>
public sealed class PythonReport
{
    internal PythonReport(PythonOutcome outcome, string? reason, IReadOnlyList<PythonDifference> differences, IReadOnlyList<Diagnostic> diagnostics)
    {
        Outcome = outcome;
        Reason = reason;
        Differences = differences;
        Diagnostics = diagnostics;
    }

    /// <summary>How <c>import datajoint</c> ends.</summary>
    public PythonOutcome Outcome { get; }

    /// <summary>Why it fails or warns, or null.</summary>
    public string? Reason { get; }

    /// <summary>What Python resolves differently; when nothing was loaded here, everything that Python would not have by default.</summary>
    public IReadOnlyList<PythonDifference> Differences { get; }

    /// <summary>What is not predicted, and why: for example a variable in two spellings, of which the order decides.</summary>
    public IReadOnlyList<string> NotPredicted { get; internal init; } = [];

    /// <summary>What of this depends on the version of datajoint-python, and how.</summary>
    public IReadOnlyList<string> VersionNotes { get; internal init; } = [];

    /// <summary>The same for people, as information.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
