namespace DataJoint.Servers;

/// <summary>A folder with Debian sid, for the servers that the stable release has not; programs run in it as in a root of their own.</summary>
internal static class SidFolder
{
    public static string Root { get; } = ServersDirectory.Of("sid");

    /// <summary>Fails where <paramref name="program"/> cannot be run in the folder.</summary>
    public static void Require(string program)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new UnavailableException("the servers in the Debian folder run on Linux only");
        }

        if (!File.Exists(Root + program))
        {
            throw new UnavailableException($"{program} is not in {Root}: run ./test as root, which installs it");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new UnavailableException($"only root can run {program} in {Root}");
        }
    }

    /// <summary>Where the folder's servers keep their files.</summary>
    public static string Runs { get; } = Path.Combine(Root, "srv");

    /// <summary>What a path below <see cref="Root"/> is called for a program in the folder.</summary>
    public static string Inside(string path) => "/" + Path.GetRelativePath(Root, path);
}
