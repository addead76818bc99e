using System.Text;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration;

/// <summary>The configuration could not be loaded or is invalid. Carries every problem of every source at once.</summary>
public sealed class ConfigurationException : Exception, IDataJointException
{
    /// <summary>Creates the exception from what was found.</summary>
    /// <param name="diagnostics">Everything found, warnings included; at least one error.</param>
    public ConfigurationException(IReadOnlyList<Diagnostic> diagnostics)
        : base(Compose(diagnostics ?? throw new ArgumentNullException(nameof(diagnostics)))) => Diagnostics = diagnostics;

    /// <summary>Everything that was found, in the order of the sources. Contains no secret.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The first error.</summary>
    public Diagnostic Diagnostic =>
        Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) ?? new Diagnostic(ConfigurationRules.ConfigurationInvalid, Headline(Diagnostics));

    /// <summary>Always false: somebody has to correct a source.</summary>
    public bool IsTransient => false;

    /// <summary>The first line of the message: how many errors there are.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <returns>A sentence.</returns>
    public static string Headline(IReadOnlyList<Diagnostic> diagnostics)
    {
        int errors = (diagnostics ?? throw new ArgumentNullException(nameof(diagnostics))).Count(d => d.Severity == DiagnosticSeverity.Error);
        return errors == 1
            ? "The configuration could not be loaded: 1 problem."
            : $"The configuration could not be loaded: {errors} problems.";
    }

    private static string Compose(IReadOnlyList<Diagnostic> diagnostics)
    {
        const int Most = 20;
        StringBuilder text = new(Headline(diagnostics));
        int shown = 0;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (diagnostic.Severity != DiagnosticSeverity.Error)
            {
                continue;
            }

            if (shown++ == Most)
            {
                text.AppendLine().Append("  … the rest is in Diagnostics.");
                break;
            }

            text.AppendLine().Append("  ").Append(diagnostic);
            if (diagnostic.Hint is not null)
            {
                text.Append(" (").Append(diagnostic.Hint).Append(')');
            }
        }

        return text.ToString();
    }
}
