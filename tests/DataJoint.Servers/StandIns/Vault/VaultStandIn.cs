using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>
/// A stand-in for HashiCorp Vault, of which no package can be had here: the part of its documented HTTP API that readers of secrets use, over TLS. In memory;
/// <c>secret/</c> is a key/value engine of version 2, <c>kv/</c> one of version 1, and <c>database/</c> makes credentials for the role <c>reader</c>.
/// </summary>
public sealed partial class VaultStandIn : IAsyncDisposable
{
    /// <summary>Who may do everything.</summary>
    public const string RootToken = "hvs.root";

    private readonly Lock _lock = new();
    private readonly HttpsStandIn _server;
    private readonly Dictionary<string, VaultStandInMount> _mounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VaultStandInPolicy> _policies = new() { ["default"] = VaultStandInPolicy.Default };
    private readonly Dictionary<string, VaultStandInToken> _tokens = [];
    private readonly Dictionary<string, VaultStandInLease> _leases = [];
    private readonly List<VaultStandInLogin> _logins = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _silent = new();
    private int _made;

    /// <summary>Listens at once.</summary>
    /// <param name="certificate">The server's; by default a valid one for <c>localhost</c>.</param>
    public VaultStandIn(ServerCertificate? certificate = null)
    {
        _tokens[RootToken] = new VaultStandInToken { Id = RootToken, DisplayName = "root", Policies = ["root"] };
        Mount("secret/", "kv", 2);
        Mount("kv/", "kv", 1);
        Mount("database/", "database", 0);
        _server = new HttpsStandIn(AnswerAsync, certificate);
    }

    /// <summary><c>https://localhost:PORT</c>.</summary>
    public Uri Address => _server.Address;

    /// <summary>What it was asked, in this order.</summary>
    public ConcurrentQueue<StandInRequest> Requests => _server.Requests;

    /// <summary>What goes wrong when <c>secret/</c> is read.</summary>
    public StandInFaults Faults { get; } = new();

    /// <summary>The clock, for the ends of tokens and leases.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UtcNow;

    /// <summary>Whether it answers nothing before somebody unseals it.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether it is older than the question which engine a path leads to.</summary>
    public bool IsOld { get; set; }

    /// <summary>What is answered in place of its own answer, by path without <c>/v1/</c>: the answers of a server that lies.</summary>
    public ConcurrentDictionary<string, StandInResponse> Lies { get; } = new();

    /// <summary>How long credentials are good, and how long at most.</summary>
    public (TimeSpan Usual, TimeSpan Longest) LeaseTime { get; set; } = (TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    /// <summary>The leases that are good.</summary>
    public IReadOnlyList<VaultStandInLease> Leases
    {
        get
        {
            lock (_lock)
            {
                return [.. _leases.Values.Where(IsGood)];
            }
        }
    }

    /// <summary>From now on questions of a path, without <c>/v1/</c>, are never answered.</summary>
    /// <returns>Ends when the first of them has come.</returns>
    public Task Silence(string path) => _silent.GetOrAdd(path, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets somebody log in.</summary>
    public void Add(VaultStandInLogin login)
    {
        lock (_lock)
        {
            _logins.Add(login);
        }
    }

    /// <summary>Writes with the root token, as <c>vault write</c> does.</summary>
    public async Task WriteAsync(string path, string body)
    {
        StandInRequest request = new("POST", "/v1/" + path, new Dictionary<string, string> { ["X-Vault-Token"] = RootToken }, body);
        StandInResponse response = await AnswerAsync(request, CancellationToken.None);
        if (response.Status >= 300)
        {
            throw new InvalidOperationException($"the stand-in does not take what is written to {path}: {response.Body}");
        }
    }

    /// <summary>Revokes a token, and its leases with it, as an operator does.</summary>
    public void Revoke(Func<string, bool> isDisplayName)
    {
        lock (_lock)
        {
            foreach (VaultStandInToken token in _tokens.Values.Where(token => isDisplayName(token.DisplayName)).ToArray())
            {
                _tokens.Remove(token.Id);
            }
        }
    }

    /// <summary>Revokes all leases, as an operator does.</summary>
    public void RevokeLeases()
    {
        lock (_lock)
        {
            _leases.Clear();
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static StandInResponse Fail(int status, params string[] errors) => new(status, new JsonObject { ["errors"] = Array(errors) }.ToJsonString());

    private static StandInResponse Denied() => Fail(403, "1 error occurred:\n\t* permission denied\n\n");

    private static StandInResponse Reply(JsonNode? data, JsonNode? auth = null, string lease = "", TimeSpan leaseDuration = default) => new(200, new JsonObject
    {
        ["request_id"] = Guid.NewGuid().ToString(),
        ["lease_id"] = lease,
        ["renewable"] = lease.Length > 0,
        ["lease_duration"] = (long)leaseDuration.TotalSeconds,
        ["data"] = data?.DeepClone(),
        ["wrap_info"] = null,
        ["warnings"] = null,
        ["auth"] = auth,
    }.ToJsonString());

    private async Task<StandInResponse> AnswerAsync(StandInRequest request, CancellationToken cancellation)
    {
        string path = request.Path.StartsWith("/v1/", StringComparison.Ordinal) ? request.Path["/v1/".Length..] : "";
        if (request.Method == "GET" && path.StartsWith("secret/", StringComparison.Ordinal) && await Faults.ApplyAsync(cancellation) is { } fault)
        {
            return fault;
        }

        if (_silent.TryGetValue(path, out TaskCompletionSource? asked))
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        if (Lies.TryGetValue(path, out StandInResponse? lie))
        {
            return lie;
        }

        lock (_lock)
        {
            return IsSealed ? Fail(503, "Vault is sealed") : Answer(request, path);
        }
    }

    private StandInResponse Answer(StandInRequest request, string path)
    {
        JsonObject body = request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body)!.AsObject();
        string[] parts = path.Split('/');
        if (parts is ["auth", .., "login"])
        {
            return LogIn(string.Join('/', parts[1..^1]), body);
        }

        if (TokenOf(request) is not { } token)
        {
            return Denied();
        }

        string space = request.Header("X-Vault-Namespace") is { Length: > 0 } name ? name.Trim('/') + "/" : "";
        if (path.StartsWith("sys/internal/ui/mounts/", StringComparison.Ordinal))
        {
            return IsOld ? Fail(404) : DescribeMount(token, space, path["sys/internal/ui/mounts/".Length..]);
        }

        string place = parts[0] is "auth" or "sys" ? path : space + path;
        string capability = request.Method switch { "GET" => "read", "DELETE" => "delete", _ => "update" };
        return !IsAllowed(token, place, capability) && !(capability == "update" && IsAllowed(token, place, "create")) ? Denied()
            : parts[0] == "auth" ? AnswerToken(token, path, body)
            : parts[0] == "sys" ? AnswerSystem(path, body)
            : FindMount(place) is { } mount ? AnswerMount(mount, request, place[mount.Path.Length..], body, token)
            : Fail(404, $"no handler for route \"{path}\". route entry not found.");
    }

    private VaultStandInToken? TokenOf(StandInRequest request)
    {
        string? id = request.Header("X-Vault-Token") ?? request.Header("Authorization")?.Replace("Bearer ", "", StringComparison.Ordinal);
        return id is not null && _tokens.TryGetValue(id, out VaultStandInToken? token) && IsGood(token) ? token : null;
    }

    private bool IsGood(VaultStandInToken token) => token.Until is not { } end || Clock() < end;

    private bool IsGood(VaultStandInLease lease) => Clock() < lease.Until && _tokens.TryGetValue(lease.Token, out VaultStandInToken? token) && IsGood(token);

    private bool IsAllowed(VaultStandInToken token, string path, string capability) =>
        token.Policies.Any(policy => policy == "root" || (_policies.TryGetValue(policy, out VaultStandInPolicy? known) && known.Allows(path, capability)));

    private VaultStandInMount? FindMount(string path) => _mounts.Values.FirstOrDefault(mount => path.StartsWith(mount.Path, StringComparison.Ordinal));

    private void Mount(string path, string type, int version) => _mounts[path] = new VaultStandInMount { Path = path, Type = type, Version = version };

    private StandInResponse DescribeMount(VaultStandInToken token, string space, string path)
    {
        VaultStandInMount? mount = FindMount(space + path + "/");
        if (mount is null || !token.Policies.Any(policy => policy == "root" || (_policies.TryGetValue(policy, out VaultStandInPolicy? known) && known.Reaches(mount.Path))))
        {
            return Fail(403, $"preflight capability check returned 403, please ensure client's policies grant access to path \"{path}/\"");
        }

        // A namespace's name is no part of the path that is shown in it.
        return Reply(new JsonObject
        {
            ["path"] = mount.Path[space.Length..],
            ["type"] = mount.Type,
            ["options"] = mount.Version > 0 ? new JsonObject { ["version"] = mount.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) } : null,
        });
    }

    private StandInResponse AnswerSystem(string path, JsonObject body)
    {
        string[] parts = path.Split('/');
        switch (parts)
        {
            case ["sys", "mounts", .. var mount]:
                string version = body["options"]?["version"]?.GetValue<string>() ?? "1";
                Mount(string.Join('/', mount).TrimEnd('/') + "/", body["type"]!.GetValue<string>(), int.Parse(version, System.Globalization.CultureInfo.InvariantCulture));
                return new StandInResponse(204);
            case ["sys", "policies", "acl", var name]:
                _policies[name] = new VaultStandInPolicy(body["policy"]!.GetValue<string>());
                return new StandInResponse(204);
            case ["sys", "leases", var verb]:
                return AnswerLease(verb, body);
            default:
                return Fail(404, "unsupported path");
        }
    }

    private static TimeSpan Seconds(JsonNode? value) => value is null ? TimeSpan.Zero : value.GetValueKind() == JsonValueKind.Number
        ? TimeSpan.FromSeconds(value.GetValue<long>()) : TimeSpan.FromSeconds(long.Parse(value.GetValue<string>().TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
}
