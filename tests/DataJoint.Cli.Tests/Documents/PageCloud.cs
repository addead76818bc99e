using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What a page asks for by <c>&lt;!-- server: AWS --&gt;</c>: an account with a secret <c>lab/mysql</c> and a parameter <c>/lab/user</c>, imitated by moto.</summary>
internal sealed class PageCloud
{
    private PageCloud(Uri endpoint) => Variables = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIDFAKE",
        ["AWS_SECRET_ACCESS_KEY"] = "fake-secret-key",
        ["AWS_REGION"] = "eu-central-1",
        ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
    };

    /// <summary>The variables with which somebody is logged in there.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static PageCloud Start() => Task.Run(StartAsync).GetAwaiter().GetResult();

    private static async Task<PageCloud> StartAsync()
    {
        MotoServer server = await MotoServer.SharedAsync();
        await server.CreateSecretAsync("lab/mysql", """{"username": "ana", "password": "example-password"}""");
        await server.PutParameterAsync("/lab/user", "ana");
        return new PageCloud(server.Endpoint);
    }
}
