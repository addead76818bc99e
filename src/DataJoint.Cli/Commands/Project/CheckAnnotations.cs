using System.Globalization;
using System.Text;
using DataJoint.Checks;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Cli.Commands.Project;

/// <summary>
/// Writes findings as annotations of a GitHub workflow
/// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
/// </summary>
internal sealed class CheckAnnotations
{
    private readonly TextWriter _writer;
    private readonly string? _root;
    private readonly string _prefix;

    /// <summary>Prepares.</summary>
    /// <param name="writer">Standard output, where workflows look for annotations.</param>
    /// <param name="root">The project root that places are relative to, or null; annotations count from the repository.</param>
    public CheckAnnotations(TextWriter writer, string? root)
    {
        _writer = writer;
        _root = root;
        string? repository = root is null ? null : GitRepository.FindRoot(root);
        string below = repository is null ? "." : Path.GetRelativePath(repository, root!).Replace(Path.DirectorySeparatorChar, '/');
        _prefix = below == "." ? "" : below + "/";
    }

    /// <summary>Writes the findings, and each check that warns or fails without a finding of its own.</summary>
    public void Write(CheckReport report)
    {
        Write(report.Diagnostics);
        foreach (CheckResult result in report.Results)
        {
            if (result.Status is CheckStatus.Warn or CheckStatus.Fail && result.Outcome.Diagnostics.Count == 0)
            {
                string command = result.Status == CheckStatus.Fail ? "error" : "warning";
                Write(command, $"title={WorkflowText.Property("djc check: " + result.Name)}", result.Outcome.Message, result.Outcome.Hint);
            }
        }

        _writer.Write(CheckText.Summarize(report) + "\n");
    }

    /// <summary>Writes findings.</summary>
    public void Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string command = diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                _ => "notice",
            };
            Write(command, Properties(diagnostic), diagnostic.Message, diagnostic.Hint);
        }
    }

    private void Write(string command, string properties, string message, string? hint)
    {
        string text = hint is null ? message : $"{message}\n{hint}";
        _writer.Write($"::{command} {properties}::{WorkflowText.Data(text)}\n");
    }

    private string Properties(Diagnostic diagnostic)
    {
        StringBuilder properties = new();
        if (diagnostic.Origin is Origin origin && IsFile(origin))
        {
            properties.Append("file=").Append(WorkflowText.Property(Path.IsPathRooted(origin.Source) ? origin.Source : _prefix + origin.Source)).Append(',');
            Append(properties, "line", origin.Line);
            Append(properties, "col", origin.Column);
        }

        return properties.Append("title=").Append(WorkflowText.Property($"{diagnostic.Id} {diagnostic.Rule.Title}")).ToString();
    }

    private static void Append(StringBuilder properties, string name, int? number)
    {
        if (number is int value)
        {
            properties.Append(CultureInfo.InvariantCulture, $"{name}={value},");
        }
    }

    /// <summary>A place may also be a variable or an option.</summary>
    private bool IsFile(Origin origin) =>
        origin.Line is not null
        || (_root is not null && Path.Exists(Path.Combine(_root, origin.Source)));
}
