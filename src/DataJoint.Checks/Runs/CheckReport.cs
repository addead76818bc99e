using DataJoint.Configuration;

namespace DataJoint.Checks;

/// <summary>Everything that the checks of one run found.</summary>
public sealed class CheckReport
{
    internal CheckReport(ProjectLocation project, IReadOnlyList<CheckResult> results)
    {
        Project = project;
        Results = results;
        Diagnostics = WithoutRepeats([.. results.SelectMany(result => result.Outcome.Diagnostics)]);
    }

    /// <summary>The project.</summary>
    public ProjectLocation Project { get; }

    /// <summary>The checks that applied, in their order.</summary>
    public IReadOnlyList<CheckResult> Results { get; }

    /// <summary>The findings of all checks. Of those that have one remedy and the place of one value, only the gravest is here, and of several such the last.
    /// An attribute of a store that cannot be used is not called suspect, too.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether no check failed.</summary>
    public bool IsOk => Count(CheckStatus.Fail) == 0;

    /// <summary>How many checks ended in a way.</summary>
    /// <param name="status">How they ended.</param>
    /// <returns>Their number.</returns>
    public int Count(CheckStatus status) => Results.Count(result => result.Status == status);

    private static List<Diagnostic> WithoutRepeats(IReadOnlyList<Diagnostic> all)
    {
        HashSet<Diagnostic> kept =
        [
            .. all.Where(CanRepeat).GroupBy(finding => (finding.Origin!.ToString(), finding.Hint))
                .Select(same => same.Last(finding => finding.Severity == same.Max(each => each.Severity))),
        ];
        List<Diagnostic> unusable = [.. all.Where(finding => finding is { Id: DiagnosticIds.StoreInvalidAttribute, Hint: not null } && IsOneValue(finding.Origin))];
        return [.. all.Where(finding => (!CanRepeat(finding) || kept.Contains(finding)) && !unusable.Exists(other => SaysMore(other, finding)))];
    }

    private static bool CanRepeat(Diagnostic finding) => finding is { Hint: not null, Severity: not DiagnosticSeverity.Info } && IsOneValue(finding.Origin);

    /// <summary>Whether a place is that of one value: a variable, an option or a program may give the values of many settings.</summary>
    private static bool IsOneValue(Origin? place) => place is { Line: not null, Column: not null };

    /// <summary>Whether it says of a value that it cannot be used, and why, where the other says that it is hardly meant.</summary>
    private static bool SaysMore(Diagnostic unusable, Diagnostic other) => other.Origin?.ToString() == unusable.Origin!.ToString() && other.Id switch
    {
        DiagnosticIds.ForeignPath => unusable.Hint!.StartsWith(RemedyOf(other), StringComparison.Ordinal),
        DiagnosticIds.Placeholder or DiagnosticIds.SurroundedValue => true,
        _ => false,
    };

    /// <summary>What to write, without where.</summary>
    private static string RemedyOf(Diagnostic finding) => finding.Hint is not string hint ? ""
        : hint.LastIndexOf(" where ", StringComparison.Ordinal) is >= 0 and int end ? hint[..end] : hint;
}
