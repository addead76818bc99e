using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A token that somebody else got: a variable holds it, or the file that <c>vault login</c> writes.</summary>
internal sealed class GivenToken(VaultClient client, HostEnvironment host, Secret text, string origin) : ILogin
{
    /// <summary>How long it may take to learn whose token it is.</summary>
    public static TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(10);

    public string Name => $"the token of {origin}";

    /// <summary>Whose token it is, is asked while it is used already.</summary>
    public Task<VaultToken> LogInAsync(CancellationToken cancellationToken)
    {
        VaultToken token = new(text) { Name = $"{client.Name}, {Name}" };
        token.Identity = Task.Run(() => IdentifyAsync(token), CancellationToken.None);
        return Task.FromResult(token);
    }

    /// <summary>Whatever goes wrong, there is a name.</summary>
    private async Task<string> IdentifyAsync(VaultToken token)
    {
        Task<string> asked = LookUpAsync(token);
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asked.IsCompletedSuccessfully ? await asked.ConfigureAwait(false) : token.Name;
    }

    private async Task<string> LookUpAsync(VaultToken token)
    {
        using CancellationTokenSource limit = new(Limit);
        VaultReply reply = await client.AskAsync(VaultQuestion.LookUpSelf(text), limit.Token).ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            // Its policies do not let it look at itself, or it is none; what it is used for will tell.
            return token.Name;
        }

        JsonElement data = reply.Data;
        token.Extend(host.Now, VaultReply.Duration(data, "ttl"), VaultReply.Flag(data, "renewable"));
        IEnumerable<string> policies = VaultReply.Texts(VaultReply.Member(data, "policies")).Concat(VaultReply.Texts(VaultReply.Member(data, "identity_policies")));
        string shown = Display.Sanitize($"{VaultReply.Text(data, "display_name") ?? "token"}, policies {string.Join(", ", policies.Distinct().Take(10))}");
        return $"{token.Name} ({shown})";
    }
}
