#if NET
using System.Runtime.Versioning;
#endif
using System.Security.AccessControl;
using System.Security.Principal;

namespace DataJoint.Configuration.Permissions;

/// <summary>Access lists on Windows: a secret is for its owner, SYSTEM and the Administrators.</summary>
internal static class WindowsAccess
{
    /// <summary>Somebody else who may read the file or directory, or null.</summary>
    public static string? FindOtherReader(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            return null;
        }
#endif
        return FindReader(path);
    }

    /// <summary>Leaves access to the owner, SYSTEM and the Administrators alone.</summary>
    public static void Restrict(string path, bool isDirectory)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            return;
        }
#endif
        SetOwnerOnly(path, isDirectory);
    }

#if NET
    [SupportedOSPlatform("windows")]
#endif
    private static string? FindReader(string path)
    {
        FileSystemSecurity security = Directory.Exists(path)
            ? new DirectoryInfo(path).GetAccessControl()
            : new FileInfo(path).GetAccessControl();
        IdentityReference? owner = security.GetOwner(typeof(SecurityIdentifier));
        SecurityIdentifier? current = WindowsIdentity.GetCurrent().User;
        foreach (FileSystemAccessRule rule in security.GetAccessRules(true, true, typeof(SecurityIdentifier)))
        {
            var who = (SecurityIdentifier)rule.IdentityReference;
            if (rule.AccessControlType == AccessControlType.Allow
                && (rule.FileSystemRights & FileSystemRights.ReadData) != 0
                && who != owner as SecurityIdentifier && who != current && !IsTrusted(who))
            {
                return NameOf(who);
            }
        }

        return null;
    }

#if NET
    [SupportedOSPlatform("windows")]
#endif
    private static bool IsTrusted(SecurityIdentifier who) =>
        who.IsWellKnown(WellKnownSidType.LocalSystemSid)
        || who.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid)
        || who.IsWellKnown(WellKnownSidType.CreatorOwnerSid);

#if NET
    [SupportedOSPlatform("windows")]
#endif
    private static string NameOf(SecurityIdentifier who)
    {
        try
        {
            return who.Translate(typeof(NTAccount)).Value;
        }
        catch (IdentityNotMappedException)
        {
            return who.Value;
        }
    }

#if NET
    [SupportedOSPlatform("windows")]
#endif
    private static void SetOwnerOnly(string path, bool isDirectory)
    {
        SecurityIdentifier user = WindowsIdentity.GetCurrent().User
            ?? throw new UnauthorizedAccessException("The current Windows user has no identifier.");
        InheritanceFlags inherit = isDirectory ? InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit : InheritanceFlags.None;
        FileSystemSecurity security = isDirectory ? new DirectorySecurity() : new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        SecurityIdentifier[] allowed =
        [
            user,
            new(WellKnownSidType.LocalSystemSid, null),
            new(WellKnownSidType.BuiltinAdministratorsSid, null),
        ];
        foreach (SecurityIdentifier who in allowed)
        {
            security.AddAccessRule(new(who, FileSystemRights.FullControl, inherit, PropagationFlags.None, AccessControlType.Allow));
        }

        if (security is DirectorySecurity directory)
        {
            new DirectoryInfo(path).SetAccessControl(directory);
        }
        else
        {
            new FileInfo(path).SetAccessControl((FileSecurity)security);
        }
    }
}
