namespace DataJoint.Configuration.Sources;

/// <summary>The kinds of what is wrong with secrets in files.</summary>
internal static class SecretFileRules
{
    public static readonly DiagnosticRule SecretsDirectoryMissing = new(
        DiagnosticIds.SecretsDirectoryMissing, DiagnosticSeverity.Warning, "DJ_SECRETS_DIR names no directory",
        "The variable names a directory that does not exist, so no secret is read from it.",
        "Correct the path, mount the directory, or unset the variable.");

    public static readonly DiagnosticRule CredentialInProjectFile = new(
        DiagnosticIds.CredentialInProjectFile, DiagnosticSeverity.Warning, "A credential in a committed file",
        "`datajoint.json` and `datajoint.<env>.json` are meant to be committed; a credential in them reaches everybody who reads the repository. A key that means no setting counts too when it is nearly that of a credential, or its name tells of one.",
        "Move it: `djc secrets set KEY`, then `djc config unset KEY`. If it was ever committed, change the credential.");

    public static readonly DiagnosticRule EmptySecretFile = new(
        DiagnosticIds.EmptySecretFile, DiagnosticSeverity.Warning, "A secret file is empty",
        "A single-value file has no text. It counts as unset, so a lower place supplies the value.",
        "Write the value with `djc secrets set KEY`, or remove the file.");

    public static readonly DiagnosticRule SeveralLines = new(
        DiagnosticIds.SeveralLines, DiagnosticSeverity.Error, "More than one line in a single-value file",
        "A single-value file holds one credential on one line; only documents (tokens, connection strings, JSON, PEM) may have several.",
        "Keep one line; use one file for each credential.");

    public static readonly DiagnosticRule UnknownSecretFile = new(
        DiagnosticIds.UnknownSecretFile, DiagnosticSeverity.Warning, "A file in the secrets directory that is not a setting",
        "The file's name is not a setting key, so it is not read.",
        "Rename the file as suggested, or move it elsewhere. Names that start with a dot, README and *.md are skipped.");

    public static readonly DiagnosticRule SecretsNotADirectory = new(
        DiagnosticIds.SecretsNotADirectory, DiagnosticSeverity.Warning, ".secrets is not a directory",
        "A file with the name `.secrets` stands where the secrets directory belongs; nothing is read from it.",
        "Rename the file if it belongs to another tool, and run `djc init`.");
}
