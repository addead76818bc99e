using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>Logins and tokens: https://developer.hashicorp.com/vault/api-docs/auth.</summary>
public sealed partial class VaultStandIn
{
    private StandInResponse LogIn(string mount, JsonObject body)
    {
        VaultStandInLogin? login = _logins.FirstOrDefault(login => login.Mount == mount && login.Body.All(pair => body[pair.Key]?.GetValue<string>() == pair.Value));
        if (login is null)
        {
            return mount == "approle" ? Fail(400, "invalid role or secret ID") : Fail(403, "permission denied");
        }

        return Reply(null, Auth(Make(login.Mount, [.. login.Policies], login.Duration, login.IsRenewable, login.Mount == "approle" ? login.Role : null)));
    }

    private VaultStandInToken Make(string displayName, IReadOnlyList<string> policies, TimeSpan duration, bool isRenewable, string? role)
    {
        VaultStandInToken token = new()
        {
            Id = $"hvs.CANARY-token-{++_made}",
            DisplayName = displayName,
            Policies = ["default", .. policies],
            Duration = duration,
            IsRenewable = isRenewable,
            RoleName = role,
            Until = duration > TimeSpan.Zero ? Clock() + duration : null,
        };
        _tokens[token.Id] = token;
        return token;
    }

    private JsonObject Auth(VaultStandInToken token) => new()
    {
        ["client_token"] = token.Id,
        ["accessor"] = $"accessor-of-{token.DisplayName}",
        ["policies"] = Array(token.Policies),
        ["token_policies"] = Array(token.Policies),
        ["metadata"] = token.RoleName is null ? null : new JsonObject { ["role_name"] = token.RoleName },
        ["lease_duration"] = Left(token),
        ["renewable"] = token.IsRenewable,
        ["entity_id"] = "",
        ["token_type"] = "service",
        ["orphan"] = true,
    };

    private StandInResponse AnswerToken(VaultStandInToken token, string path, JsonObject body)
    {
        switch (path)
        {
            case "auth/token/lookup-self":
                return Reply(new JsonObject
                {
                    ["id"] = token.Id,
                    ["display_name"] = token.DisplayName,
                    ["policies"] = Array(token.Policies),
                    ["identity_policies"] = new JsonArray(),
                    ["renewable"] = token.IsRenewable,
                    ["ttl"] = Left(token),
                    ["path"] = "auth/token/create",
                });
            case "auth/token/renew-self" when token.IsRenewable && token.Duration > TimeSpan.Zero:
                token.Until = Clock() + token.Duration;
                return Reply(null, Auth(token));
            case "auth/token/revoke-self":
                _tokens.Remove(token.Id);
                return new StandInResponse(204);
            case "auth/token/create":
                string[] policies = [.. body["policies"]?.AsArray().Select(policy => policy!.GetValue<string>()) ?? []];
                string name = body["display_name"]?.GetValue<string>() is { } given ? "token-" + given : "token";
                return Reply(null, Auth(Make(name, policies, Seconds(body["ttl"]), isRenewable: true, role: null)));
            default:
                return Fail(400, "lease is not renewable");
        }
    }

    private long Left(VaultStandInToken token) => token.Until is { } end ? (long)(end - Clock()).TotalSeconds : 0;

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
