using DataJoint.Configuration;

namespace DataJoint.Checks.Git;

/// <summary>The kinds of secrets that git takes along.</summary>
internal static class TrackedSecretRules
{
    public static readonly DiagnosticRule SecretsNotIgnored = new(
        DiagnosticIds.SecretsNotIgnored, DiagnosticSeverity.Error, ".secrets/ is not ignored by git",
        "The next `git add .` would take the secrets along.",
        "Run `djc check --fix`, or add `.secrets/` to .gitignore.");

    public static readonly DiagnosticRule SecretsTracked = new(
        DiagnosticIds.SecretsTracked, DiagnosticSeverity.Error, "A file in .secrets/ is tracked by git",
        "A secret is committed or staged; everybody who has the repository has it.",
        "Run `git rm --cached -r .secrets`, commit, and change the credentials: they stay in the history. `djc incident` walks through it.");

    public static readonly DiagnosticRule CredentialCommitted = new(
        DiagnosticIds.CredentialCommitted, DiagnosticSeverity.Error, "A credential in a tracked file",
        "A configuration file that git tracks holds a credential.",
        "Move it with `djc secrets set KEY` and `djc config unset KEY`, and change the credential: it stays in the history. `djc incident` walks through it.");
}
