using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A token that somebody else got: a variable holds it, or the file that <c>vault login</c> writes.</summary>
internal sealed class GivenToken(VaultClient client, HostEnvironment host, Secret text, string origin) : ILogin
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public string Name => $"the token of {origin}";

    /// <summary>Whose token it is, is asked while it is used already.</summary>
    public Task<VaultToken> LogInAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<string> identity = new(TaskCreationOptions.RunContinuationsAsynchronously);
        VaultToken token = new(text) { Identity = identity.Task };
        _ = Task.Run(async () => identity.SetResult(await LookUpAsync(token).ConfigureAwait(false)), CancellationToken.None);
        return Task.FromResult(token);
    }

    private async Task<string> LookUpAsync(VaultToken token)
    {
        using CancellationTokenSource limit = new(Limit);
        string unknown = $"{client.Name}, {Name}";
        try
        {
            VaultReply reply = await client.AskAsync(VaultQuestion.LookUpSelf(text), limit.Token).ConfigureAwait(false);
            if (!reply.IsSuccess)
            {
                // Its policies do not let it look at itself, or it is none; what it is used for will tell.
                return unknown;
            }

            JsonElement data = reply.Data;
            token.Extend(host.Now, VaultReply.Number(data, "ttl"), VaultReply.Flag(data, "renewable"));
            IEnumerable<string> policies = VaultReply.Texts(VaultReply.Member(data, "policies")).Concat(VaultReply.Texts(VaultReply.Member(data, "identity_policies")));
            string shown = Display.Sanitize($"{VaultReply.Text(data, "display_name") ?? "token"}, policies {string.Join(", ", policies.Distinct().Take(10))}");
            return $"{unknown} ({shown})";
        }
        catch (Exception)
        {
            // Only who it is stays unknown; what the token is used for fails with its own reason.
            return unknown;
        }
    }
}
