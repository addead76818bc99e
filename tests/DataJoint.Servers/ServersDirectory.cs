namespace DataJoint.Servers;

/// <summary>Where servers that are not Debian packages are installed, and where data directories are made: <c>DATAJOINT_TEST_SERVERS</c>, or artifacts/servers.</summary>
internal static class ServersDirectory
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("DATAJOINT_TEST_SERVERS") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Checkout(), "artifacts", "servers");

    /// <summary>Where servers run that run as another user: below <see cref="Root"/> when everybody may pass through, else below the temporary directory.</summary>
    public static string Runs { get; } = !Environment.IsPrivilegedProcess || IsPassable(Root)
        ? Path.Combine(Root, "runs")
        : Path.Combine(Path.GetTempPath(), "datajoint-test-servers");

    public static string Of(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static bool IsPassable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        Directory.CreateDirectory(path);
        for (string? directory = path; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (!File.GetUnixFileMode(directory).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static string Checkout()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "DataJoint.slnx")))
            {
                return directory;
            }
        }

        return AppContext.BaseDirectory;
    }
}
