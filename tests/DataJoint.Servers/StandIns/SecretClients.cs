namespace DataJoint.Servers;

/// <summary>The vendors' own clients for Node.js: judges of our stand-ins.</summary>
public static class SecretClients
{
    private const string Program = "/usr/bin/node";

    private const string Google = """
        const { SecretManagerServiceClient } = require('@google-cloud/secret-manager');
        const { OAuth2Client } = require('google-auth-library');
        const [host, port, token, name] = process.argv.slice(1);
        const authClient = new OAuth2Client();
        authClient.setCredentials({ access_token: token, expiry_date: Date.now() + 3600000 });
        const client = new SecretManagerServiceClient({ fallback: true, apiEndpoint: host, port: Number(port), authClient, projectId: 'lab' });
        client.accessSecretVersion({ name }).then(([version]) => console.log(version.name + ' ' + version.payload.data.toString('utf8') + ' ' + version.payload.dataCrc32c));
        """;

    private const string Azure = """
        const { SecretClient } = require('@azure/keyvault-secrets');
        const [vault, token, name] = process.argv.slice(1);
        let asked;
        const credential = { getToken: async (scopes, options) => { asked = scopes + ' ' + options.tenantId; return { token, expiresOnTimestamp: Date.now() + 3600000 }; } };
        new SecretClient(vault, credential, { disableChallengeResourceVerification: true }).getSecret(name)
          .then(secret => console.log(secret.name + ' ' + secret.properties.version + ' ' + secret.value + ' ' + asked));
        """;

    private static readonly string Modules = ServersDirectory.Of("secret-clients", "node_modules");

    /// <summary>What <c>@google-cloud/secret-manager</c> reads: the version's name, its text and its checksum.</summary>
    /// <param name="service">Where the stand-in listens.</param>
    /// <param name="token">The token to show.</param>
    /// <param name="name">The resource name of the version.</param>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<string> ReadGoogleAsync(Uri service, string token, string name) => RunAsync(Google, "@google-cloud/secret-manager", service.Host, $"{service.Port}", token, name);

    /// <summary>What <c>@azure/keyvault-secrets</c> reads: name, version and text, and for which scope and tenant it wanted a token.</summary>
    /// <param name="vault">Where the stand-in listens.</param>
    /// <param name="token">The token to show.</param>
    /// <param name="name">The secret's name.</param>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<string> ReadAzureAsync(Uri vault, string token, string name) => RunAsync(Azure, "@azure/keyvault-secrets", vault.GetLeftPart(UriPartial.Authority), token, name);

    private static async Task<string> RunAsync(string script, string package, params string[] arguments)
    {
        if (!File.Exists(Program))
        {
            throw new UnavailableException($"{Program} is missing (Debian: nodejs)");
        }

        if (!Directory.Exists(Path.Combine(Modules, package)))
        {
            throw new UnavailableException($"{package} is not in {ServersDirectory.Root}: run ./test, which installs it");
        }

        var command = new ServerCommand(Program, ["-e", script, "--", .. arguments])
        {
            Environment = new Dictionary<string, string> { ["NODE_PATH"] = Modules, ["NODE_EXTRA_CA_CERTS"] = Certificates.Shared.CaFile },
        };
        return (await ServerProcess.RunAsync(command, TimeSpan.FromMinutes(2), CancellationToken.None)).Trim();
    }
}
