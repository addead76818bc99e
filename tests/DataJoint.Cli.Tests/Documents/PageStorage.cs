using System.Text.RegularExpressions;
using DataJoint.Configuration;
using DataJoint.Secrets;
using DataJoint.Secrets.Aws;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>
/// What a page asks for by <c>&lt;!-- server: IAM --&gt;</c>: S3 and IAM imitated by moto, which checks signatures, with a bucket <c>lab</c> and a user. Ids, secrets and
/// the port, which are other ones each time, are shown as the page has them, and <c>aws iam</c> is done here.
/// </summary>
internal sealed partial class PageStorage : IDisposable
{
    private const string ShownAddress = "localhost:5000";
    private const string FirstId = "AKIDFAKEFORTESTS";
    private const string FirstSecret = "fake-secret-key-for-tests";
    private const string Creation = "aws iam create-access-key --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text";
    private const string Deletion = "aws iam delete-access-key ";

    private readonly MotoServer _server;
    private readonly AccessKeyPair _first;
    private readonly IamAccessKeys _keys;
    private readonly string _project;

    private PageStorage(MotoServer server, AccessKeyPair first, string project)
    {
        _server = server;
        _first = first;
        _project = project;
        _keys = new IamAccessKeys(endpoint: server.Endpoint);
    }

    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static PageStorage Start(string home) => Task.Run(() => StartAsync(Path.Combine(home, "s3"))).GetAwaiter().GetResult();

    /// <summary>A command of the page, with the address that answers and the keys that are good.</summary>
    public string Reach(string command)
    {
        if (command.StartsWith(Deletion, StringComparison.Ordinal))
        {
            Task.Run(DeleteOthersAsync).GetAwaiter().GetResult();
            return "true";
        }

        string reached = command.Replace(ShownAddress, _server.Endpoint.Authority, StringComparison.Ordinal)
            .Replace(FirstId, _first.Id, StringComparison.Ordinal).Replace(FirstSecret, _first.SecretKey.Reveal(), StringComparison.Ordinal);
        return reached.Contains(Creation, StringComparison.Ordinal) ? reached.Replace(Creation, Task.Run(CreateAsync).GetAwaiter().GetResult(), StringComparison.Ordinal) : reached;
    }

    /// <summary>What a command printed, with the address on the page, and one end for all keys.</summary>
    public string Show(string output) => KeyEnd().Replace(output.Replace(_server.Endpoint.Authority, ShownAddress, StringComparison.Ordinal), "key …K7QX");

    public void Dispose() => Task.Run(async () => await _server.DisposeAsync()).GetAwaiter().GetResult();

    /// <summary>What prints a new key as <c>aws</c> does.</summary>
    private async Task<string> CreateAsync()
    {
        AccessKeyPair recorded = Recorded();
        AccessKeyPair made = await _keys.CreateAsync(recorded, recorded.Id, null, CancellationToken.None);
        return $"printf '%s\\t%s\\n' '{made.Id}' '{made.SecretKey.Reveal()}'";
    }

    private async Task DeleteOthersAsync()
    {
        AccessKeyPair recorded = Recorded();
        foreach (AccessKeyInfo key in (await _keys.ListAsync(recorded, recorded.Id, CancellationToken.None)).Where(key => key.Id != recorded.Id))
        {
            await _keys.DeleteAsync(recorded, key.Id, CancellationToken.None);
        }
    }

    private AccessKeyPair Recorded()
    {
        StoreSpec spec = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = _project,
            HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), _project),
        }).Stores["main"];
        return new AccessKeyPair(spec.GetSecret("access_key")!.Reveal(), spec.GetSecret("secret_key")!);
    }

    private static async Task<PageStorage> StartAsync(string project)
    {
        (MotoServer server, string id, string secret) = await MotoServer.StartWithUserAsync("lab");
        return new PageStorage(server, new AccessKeyPair(id, new Secret(secret)), project);
    }

    [GeneratedRegex("key …[A-Z0-9]{4}")]
    private static partial Regex KeyEnd();
}
