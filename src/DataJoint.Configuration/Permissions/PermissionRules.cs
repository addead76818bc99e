namespace DataJoint.Configuration.Permissions;

/// <summary>The kinds of permissions and owners that endanger secrets.</summary>
internal static class PermissionRules
{
    public static readonly DiagnosticRule SecretsDirectoryOpen = new(
        DiagnosticIds.SecretsDirectoryOpen, DiagnosticSeverity.Warning, "Others can open the secrets directory",
        "Group or others have access to `.secrets/`. It should be 0700.",
        "Run `djc check --fix`, or chmod 700 .secrets.");

    public static readonly DiagnosticRule SecretFileOpen = new(
        DiagnosticIds.SecretFileOpen, DiagnosticSeverity.Warning, "Others can read a secret file",
        "Group or others (on Windows: anyone but the owner, SYSTEM and Administrators) have access to the file. It should be 0600.",
        "Run `djc check --fix`, or chmod 600 the file.");

    public static readonly DiagnosticRule ForeignOwner = new(
        DiagnosticIds.ForeignOwner, DiagnosticSeverity.Warning, "A secret belongs to another user",
        "The directory or file is owned by neither the current user nor root: its owner can read and change it.",
        "Take ownership (chown), or copy the secret into a directory of your own.");

    public static readonly DiagnosticRule ModesNotKept = new(
        DiagnosticIds.ModesNotKept, DiagnosticSeverity.Info, "The file system does not keep permissions",
        "The file system reports modes or access lists that it cannot keep (a Windows drive in WSL, some network shares, a FAT disk on Windows, Wine), so the permissions of secrets cannot be judged.",
        "Protect the directory by the means of that file system, or keep the project on one that has permissions.");

    public static readonly DiagnosticRule ForeignProject = new(
        DiagnosticIds.ForeignProject, DiagnosticSeverity.Warning, "The project file belongs to another user",
        "`datajoint.json` was found above the start directory, and its owner is neither the current user nor root: somebody else decides which server and which stores are used, and where credentials are sent.",
        "Name the project with `--project` if you trust it, or start in a directory of your own that has a `datajoint.json`.");

    public static readonly DiagnosticRule PlantedProject = new(
        DiagnosticIds.PlantedProject, DiagnosticSeverity.Error, "Another user's project in a directory that anyone can write to",
        "The project's directory, its files or the start directory belong to neither the current user nor root, and anyone can write to that directory: anybody could have put the project there, as in `/tmp`. It is not used.",
        "Copy the project into a directory of your own; or take away the right to write (`chmod o-w`) and let a user that you trust own it.");
}
