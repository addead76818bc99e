namespace DataJoint.Servers;

/// <summary>A folder with Debian sid, for the servers that the stable release has not; programs run in it as in a root of their own.</summary>
internal static class SidFolder
{
    public static string Root { get; } = ServersDirectory.Of("sid");

    /// <summary>Where the folder's servers keep their files.</summary>
    public static string Runs { get; } = Path.Combine(Root, "srv");

    /// <summary>Fails where <paramref name="program"/> cannot be run in the folder.</summary>
    public static void Require(string program)
    {
        if (Lacks(program) is { } reason)
        {
            throw new UnavailableException(reason);
        }
    }

    /// <summary>Why <paramref name="program"/> cannot be run in the folder, or null when it can.</summary>
    public static string? Lacks(string program)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the servers in the Debian folder run on Linux only";
        }

        if (!File.Exists(Root + program))
        {
            return $"{program} is not in {Root}: run ./test as root on Debian, which puts it there";
        }

        return Environment.IsPrivilegedProcess ? null : $"only root can run {program} in {Root}";
    }

    /// <summary>What a path below <see cref="Root"/> is called for a program in the folder.</summary>
    public static string Inside(string path) => "/" + Path.GetRelativePath(Root, path);
}
