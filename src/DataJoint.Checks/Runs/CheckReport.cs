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

    /// <summary>The findings of all checks. Of those that have one place and one remedy, only the gravest is here, and of several such the last.
    /// A value that cannot be used is not called suspect, too.</summary>
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
        HashSet<string> wrong =
        [
            .. all.Where(finding => finding is { Severity: DiagnosticSeverity.Error, Origin: not null } && !IsSuspicion(finding))
                .Select(finding => finding.Origin!.ToString()),
        ];
        return [.. all.Where(finding => (!CanRepeat(finding) || kept.Contains(finding)) && !(IsSuspicion(finding) && wrong.Contains(finding.Origin?.ToString() ?? "")))];
    }

    private static bool CanRepeat(Diagnostic finding) => finding is { Origin: not null, Hint: not null, Severity: not DiagnosticSeverity.Info };

    /// <summary>Whether it says that a value is hardly meant; where a check finds that it cannot be used, that is said instead.</summary>
    private static bool IsSuspicion(Diagnostic finding) => finding.Id is DiagnosticIds.Placeholder or DiagnosticIds.SurroundedValue or DiagnosticIds.ForeignPath;
}
