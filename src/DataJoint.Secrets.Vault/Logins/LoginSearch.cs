using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>Which login is set up here. The order: a token, AppRole, Kubernetes, JWT, and at last what <c>vault login</c> left behind.</summary>
internal static class LoginSearch
{
    private const string ServiceAccountFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    private const string TokenFile = ".vault-token";

    private static readonly string[] Ways = ["TOKEN", "ROLE_ID", "K8S_ROLE", "ROLE"];

    /// <exception cref="SecretException">None is, or what it needs cannot be read.</exception>
    public static ILogin Find(VaultClient client, VaultVariables variables, HostEnvironment host) =>
        (ILogin?)FindToken(client, variables, host) ?? FindAppRole(client, variables, host) ?? FindKubernetes(client, variables, host)
        ?? (ILogin?)FindJwt(client, variables, host) ?? FindTokenFile(client, host) ?? throw Missing(client, variables);

    private static GivenToken? FindToken(VaultClient client, VaultVariables variables, HostEnvironment host) =>
        variables.Find("TOKEN") is string token ? new GivenToken(client, host, new Secret(token.Trim()), variables.NameOf("TOKEN")) : null;

    private static GivenToken? FindTokenFile(VaultClient client, HostEnvironment host) =>
        host.FindHomeDirectory() is string home && File.Exists(Path.Combine(home, TokenFile))
            ? new GivenToken(client, host, VaultVariables.ReadFile(Path.Combine(home, TokenFile), "~/" + TokenFile), "~/" + TokenFile) : null;

    private static RoleLogin? FindAppRole(VaultClient client, VaultVariables variables, HostEnvironment host)
    {
        if (variables.FindText("ROLE_ID") is not (Secret role, _))
        {
            return null;
        }

        Dictionary<string, string> body = new() { ["role_id"] = role.Reveal() };
        if (variables.FindText("SECRET_ID") is (Secret secret, _))
        {
            body["secret_id"] = secret.Reveal();
        }

        return new RoleLogin(client, host, "AppRole", Mount(variables, "approle")) { Body = _ => Task.FromResult<IReadOnlyDictionary<string, string>>(body) };
    }

    private static RoleLogin? FindKubernetes(VaultClient client, VaultVariables variables, HostEnvironment host)
    {
        const string path = "K8S_TOKEN_PATH";
        (string file, string origin) = variables.Find(path) is string named ? (named, $"the file that {variables.NameOf(path)} names") : (ServiceAccountFile, "the service account's token");
        return variables.Find("K8S_ROLE") is not string role ? null : new RoleLogin(client, host, "Kubernetes role", Mount(variables, "kubernetes"))
        {
            Role = role,

            // The platform replaces the file before its token ends.
            Body = _ => Task.FromResult<IReadOnlyDictionary<string, string>>(Content(role, VaultVariables.ReadFile(file, origin))),
        };
    }

    private static RoleLogin? FindJwt(VaultClient client, VaultVariables variables, HostEnvironment host)
    {
        if (variables.Find("ROLE") is not string role)
        {
            return null;
        }

        Secret? given = (variables.FindText("JWT") ?? variables.FindText("ID_TOKEN"))?.Text;
        return given is null && !ActionsToken.IsOffered(host) ? null : new RoleLogin(client, host, "JWT role", Mount(variables, "jwt"))
        {
            Role = role,
            Body = async token => Content(role, given ?? await ActionsToken.AskAsync(host, variables.Find("JWT_AUDIENCE"), token).ConfigureAwait(false)),
        };
    }

    private static string Mount(VaultVariables variables, string usual) => (variables.Find("AUTH_MOUNT") ?? usual).Trim('/');

    private static Dictionary<string, string> Content(string role, Secret jwt) => new() { ["role"] = role, ["jwt"] = jwt.Reveal() };

    private static SecretException Missing(VaultClient client, VaultVariables variables)
    {
        string[] names = [.. Ways.Select(variables.NameOf)];
        string half = variables.Find("ROLE") is null ? "" : $": {variables.NameOf("ROLE")} is set, and there is no {variables.NameOf("JWT")}, {variables.NameOf("ID_TOKEN")} or identity of GitHub Actions";
        return SecretException.From(
            SecretRules.NoIdentity, $"nobody is logged in to {client.Name}: looked for {string.Join(", ", names)} and ~/{TokenFile}{half}",
            $"Run: vault login, or set {variables.NameOf("TOKEN")}, or {variables.NameOf("ROLE_ID")} and {variables.NameOf("SECRET_ID")}.", isTransient: false);
    }
}
