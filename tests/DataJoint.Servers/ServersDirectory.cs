namespace DataJoint.Servers;

/// <summary>Where servers that are no Debian packages are installed, and where data directories are made: <c>DATAJOINT_TEST_SERVERS</c>, or artifacts/servers.</summary>
internal static class ServersDirectory
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("DATAJOINT_TEST_SERVERS") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Checkout(), "artifacts", "servers");

    public static string Of(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

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
