#if NET
using System.Runtime.Versioning;
#endif
using System.Security.AccessControl;
using System.Security.Principal;

namespace DataJoint.Configuration.Permissions;

/// <summary>Access lists on Windows: a secret is for its owner, SYSTEM and the Administrators.</summary>
#if NET
[SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsAccess : IAccessLists
{
    public AccessList Read(string path)
    {
        FileSystemSecurity security = Directory.Exists(path)
            ? new DirectoryInfo(path).GetAccessControl()
            : new FileInfo(path).GetAccessControl();
        List<AccessEntry> entries = [];
        foreach (FileSystemAccessRule rule in security.GetAccessRules(true, true, typeof(SecurityIdentifier)))
        {
            entries.Add(new(rule.IdentityReference.Value, rule.AccessControlType == AccessControlType.Allow, (int)rule.FileSystemRights));
        }

        return new(security.GetOwner(typeof(SecurityIdentifier))?.Value, WindowsIdentity.GetCurrent().User?.Value, entries);
    }

    public void Restrict(string path, bool isDirectory)
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

    public string NameOf(string user)
    {
        try
        {
            return new SecurityIdentifier(user).Translate(typeof(NTAccount)).Value;
        }
        catch (IdentityNotMappedException)
        {
            return user;
        }
    }

    public MountPoint? FindVolume(string path) => WindowsVolume.Find(path);
}
