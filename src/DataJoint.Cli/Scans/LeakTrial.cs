using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Tries leaks at the servers that the project's configuration names, and asks before it tries them at any other.</summary>
internal static class LeakTrial
{
    public static readonly OptionDefinition Verify = new(
        "--verify", null, "Try what is found at the configured database and stores: does it still work, and what may it do?");

    public static readonly OptionDefinition Host = new(
        "--verify-host", "HOST", "With --verify: a database server (host, or host:port) where what stands beside it may be tried, too")
    { IsRepeatable = true };

    /// <exception cref="CommandException">The options do not fit.</exception>
    public static void CheckOptions(CommandContext context)
    {
        List<string> hosts = context.Line.ListValues(Host);
        if (hosts.Count > 0 && !context.Has(Verify))
        {
            throw CommandException.UsageError("--verify-host needs --verify", "djc scan --verify --verify-host " + Display.Sanitize(hosts[0]));
        }

        foreach (string host in hosts)
        {
            LoadingOptions.CheckHost(Host.Name, host);
        }
    }

    /// <summary>Tries them.</summary>
    /// <returns>What became of each.</returns>
    /// <exception cref="CommandException">The user does not want credentials to go where the project would send them.</exception>
    public static async Task<IReadOnlyList<LeakVerification>> RunAsync(CommandContext context, IReadOnlyList<Leak> leaks)
    {
        ConfigurationSnapshot snapshot;
        try
        {
            snapshot = context.LoadSnapshot();
        }
        catch (ConfigurationException)
        {
            return [.. leaks.Select(_ => new LeakVerification(VerificationStatus.NotTried, "", null, "the settings cannot be loaded"))];
        }

        if (leaks.Count == 0)
        {
            return [];
        }

        bool canAsk = Question.CanBeAsked(context.Terminal);
        if (canAsk)
        {
            DestinationConsent.Require(context, snapshot, snapshot.AllFlows);
        }

        if (snapshot.Stores.Count > 0)
        {
            StoreProtocols.Register();
        }

        LeakVerifier verifier = new(snapshot, new LeakVerificationOptions
        {
            Hosts = context.Line.ListValues(Host),
            Confirm = canAsk ? host => Question.Ask(context, $"Try what stands beside {Display.Sanitize(host)} there, too?") : null,
        });
        return await verifier.VerifyAsync(leaks, context.Cancellation);
    }
}
