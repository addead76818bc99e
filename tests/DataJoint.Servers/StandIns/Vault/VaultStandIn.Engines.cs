using System.Globalization;
using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>Key/value and database engines, and leases: https://developer.hashicorp.com/vault/api-docs/secret.</summary>
public sealed partial class VaultStandIn
{
    private const string Role = "reader";

    private StandInResponse AnswerMount(VaultStandInMount mount, StandInRequest request, string rest, JsonObject body, VaultStandInToken token) => mount switch
    {
        { Type: "database" } => rest == "creds/" + Role ? MakeCredentials(mount, token) : Fail(400, $"unknown role: {rest}"),
        { Version: 1 } => AnswerFirst(mount, request.Method, rest, body),
        _ => AnswerSecond(mount, request, rest, body),
    };

    private static StandInResponse AnswerFirst(VaultStandInMount mount, string method, string name, JsonObject body)
    {
        if (method != "GET")
        {
            mount.Values[name] = [new VaultStandInMount.Kept { Data = body }];
            return new StandInResponse(204);
        }

        return mount.Values.TryGetValue(name, out List<VaultStandInMount.Kept>? kept) ? Reply(kept[^1].Data) : Fail(404);
    }

    private static StandInResponse AnswerSecond(VaultStandInMount mount, StandInRequest request, string rest, JsonObject body)
    {
        (string verb, string name) = rest.Split('/', 2) is [var first, var second] ? (first, second) : (rest, "");
        List<VaultStandInMount.Kept> versions = mount.Values.TryGetValue(name, out List<VaultStandInMount.Kept>? kept) ? kept : [];
        switch (verb, request.Method)
        {
            case ("data", "GET"):
                return Read(versions, request.Query("version"));
            case ("data", "DELETE"):
                versions[^1].Data = null;
                return new StandInResponse(204);
            case ("data", _) when IsOfAnotherVersion(body, versions.Count):
                return Fail(400);
            case ("data", _):
                mount.Values[name] = [.. versions, new VaultStandInMount.Kept { Data = body["data"]!.DeepClone().AsObject() }];
                return Reply(Metadata(mount.Values[name], mount.Values[name].Count));
            case ("destroy", not "GET"):
                foreach (JsonNode? number in body["versions"]!.AsArray())
                {
                    versions[number!.GetValue<int>() - 1].IsDestroyed = true;
                }

                return new StandInResponse(204);
            default:
                return Fail(404);
        }
    }

    /// <summary>Whether somebody else has written since the version that is to be replaced.</summary>
    private static bool IsOfAnotherVersion(JsonObject body, int newest) => body["options"]?["cas"] is JsonNode expected && expected.GetValue<int>() != newest;

    private static StandInResponse Read(List<VaultStandInMount.Kept> versions, string? asked)
    {
        int number = asked is null or "0" ? versions.Count : int.Parse(asked, CultureInfo.InvariantCulture);
        if (number < 1 || number > versions.Count)
        {
            return Fail(404);
        }

        VaultStandInMount.Kept kept = versions[number - 1];
        bool isThere = kept is { Data: not null, IsDestroyed: false };
        JsonObject data = new() { ["data"] = isThere ? kept.Data!.DeepClone() : null, ["metadata"] = Metadata(versions, number) };
        return Reply(data) with { Status = isThere ? 200 : 404 };
    }

    private static JsonObject Metadata(List<VaultStandInMount.Kept> versions, int number) => new()
    {
        ["created_time"] = "2026-11-29T12:00:00.000000Z",
        ["custom_metadata"] = null,
        ["deletion_time"] = versions[number - 1].Data is null ? "2026-11-29T12:00:01.000000Z" : "",
        ["destroyed"] = versions[number - 1].IsDestroyed,
        ["version"] = number,
    };

    private StandInResponse MakeCredentials(VaultStandInMount mount, VaultStandInToken token)
    {
        int number = ++_made;
        VaultStandInLease lease = new($"{mount.Path}creds/{Role}/{number}", token.Id) { Until = Clock() + LeaseTime.Usual, Last = Clock() + LeaseTime.Longest };
        _leases[lease.Id] = lease;
        JsonObject data = new() { ["username"] = $"v-reader-{number}", ["password"] = $"CANARY-4f1d-{number}" };
        return Reply(data, auth: null, lease.Id, LeaseTime.Usual);
    }

    private StandInResponse AnswerLease(string verb, JsonObject body)
    {
        string id = body["lease_id"]!.GetValue<string>();
        if (!_leases.TryGetValue(id, out VaultStandInLease? lease) || !IsGood(lease))
        {
            return verb == "revoke" ? new StandInResponse(204) : Fail(400, verb == "renew" ? "lease not found" : "invalid lease");
        }

        switch (verb)
        {
            case "renew":
                TimeSpan increment = Seconds(body["increment"]) is { Ticks: > 0 } asked ? asked : LeaseTime.Usual;
                DateTimeOffset now = Clock();
                lease.Until = now + increment < lease.Last ? now + increment : lease.Last;
                return Reply(null, auth: null, id, lease.Until - now);
            case "revoke":
                _leases.Remove(id);
                return new StandInResponse(204);
            default:
                return Reply(new JsonObject { ["id"] = id, ["ttl"] = (long)(lease.Until - Clock()).TotalSeconds, ["renewable"] = true });
        }
    }
}
