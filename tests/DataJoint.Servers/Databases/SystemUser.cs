namespace DataJoint.Servers;

/// <summary>Database servers do not run as root: where we are root, they run as the user that their package made.</summary>
internal static class SystemUser
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Gives files to the user, where we are root.</summary>
    /// <param name="user">The package's user, whose group has the same name.</param>
    /// <param name="path">The file or directory, as it is called below <paramref name="chroot"/>.</param>
    /// <param name="chroot">The root in which user and path are looked up, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task GiveAsync(string user, string path, string? chroot, CancellationToken cancellation)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync(new ServerCommand("/usr/bin/chown", "--recursive", $"{user}:{user}", path) { Chroot = chroot }, Limit, cancellation);
        }
    }

    /// <summary>Fails where root has no such user to run the server as.</summary>
    public static void Require(string user)
    {
        if (Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal)))
        {
            throw new UnavailableException($"there is no user {user} to run the server as");
        }
    }
}
