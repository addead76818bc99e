using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A login as a role: AppRole, Kubernetes, JWT. They differ in what they send.</summary>
/// <param name="client">Who is asked.</param>
/// <param name="host">Whose clock counts.</param>
/// <param name="method">The method's name for people.</param>
/// <param name="mount">Where the method is mounted, below <c>auth/</c>.</param>
internal sealed class RoleLogin(VaultClient client, HostEnvironment host, string method, string mount) : ILogin
{
    /// <summary>The role, when its name is known before the login.</summary>
    public string? Role { get; init; }

    /// <summary>What is sent.</summary>
    public required Func<CancellationToken, Task<IReadOnlyDictionary<string, string>>> Body { get; init; }

    public string Name => Role is null ? $"{method} login" : $"{method} {Display.Sanitize(Role, 60)}";

    public async Task<VaultToken> LogInAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> body = await Body(cancellationToken).ConfigureAwait(false);
        VaultReply reply = await client.AskAsync(new VaultQuestion(HttpMethod.Post, $"auth/{mount}/login") { Body = body }, cancellationToken).ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            throw SecretException.From(
                SecretRules.Refused, $"{client.Name} refuses the login: {Name} at auth/{Display.Sanitize(mount, 60)} (HTTP {reply.Status})",
                "Check the role, what it is logged in with, and where the method is mounted.", isTransient: false);
        }

        JsonElement auth = reply.Auth;
        string token = VaultReply.Text(auth, "client_token") ?? throw new SecretException($"{client.Name} answered the login without a token");
        string name = VaultReply.Text(VaultReply.Member(auth, "metadata"), "role_name") is string role ? $"{method} {Display.Sanitize(role, 60)}" : Name;
        VaultToken made = new(new Secret(token)) { Name = $"{client.Name}, {name}", IsOwn = true };
        made.Extend(host.Now, VaultReply.Duration(auth, "lease_duration"), VaultReply.Flag(auth, "renewable"));
        return made;
    }
}
