namespace DataJoint.Servers;

/// <summary>hvac, Python's client of Vault, from Debian: it judges whether <see cref="VaultStandIn"/> speaks as Vault does.</summary>
public static class HvacClient
{
    private const string Python = "/usr/bin/python3";
    private const string Library = "/usr/lib/python3/dist-packages/hvac/__init__.py";

    private const string Begin = "import hvac, json, os; new = lambda token=None, **more: hvac.Client(url=os.environ['ADDRESS'], token=token, verify=os.environ['AUTHORITY'], **more)\n";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a script in which <c>new(token)</c> makes a client of the server.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="UnavailableException">The library cannot be had on this machine.</exception>
    public static async Task<string> RunAsync(Uri address, string script, CancellationToken cancellation = default)
    {
        SidFolder.Require(Library);
        using var folder = RunFolder.Below(SidFolder.Runs);
        File.Copy(Certificates.Shared.CaFile, folder.Of("ca.pem"));
        var command = new ServerCommand(Python, "-c", Begin + script)
        {
            Chroot = SidFolder.Root,
            Environment = new Dictionary<string, string>
            {
                ["ADDRESS"] = address.ToString().TrimEnd('/'),
                ["AUTHORITY"] = SidFolder.Inside(folder.Of("ca.pem")),
                ["NO_PROXY"] = "localhost",
            },
        };
        return await ServerProcess.RunAsync(command, Limit, cancellation);
    }
}
