using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Trust;
using DataJoint.Connections;

namespace DataJoint.Cli.CommandLine;

/// <summary>Before a credential from outside the project goes to a destination that only the project names: asks on a terminal, else warns.</summary>
internal static class DestinationConsent
{
    /// <summary>Asks, or warns.</summary>
    /// <param name="context">Whose terminal.</param>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="flows">What is about to be sent.</param>
    /// <exception cref="CommandException">The answer was no.</exception>
    /// <exception cref="ConnectionException">There is no terminal to prompt on, and it is refused.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of an answer.</exception>
    public static void Require(CommandContext context, ConfigurationSnapshot snapshot, IEnumerable<CredentialFlow> flows)
    {
        DestinationTrust trust = snapshot.Trust;
        IReadOnlyList<CredentialFlow> untrusted = trust.FindUntrusted(flows);
        if (untrusted.Count == 0)
        {
            return;
        }

        if (Question.CanBeAsked(context.Terminal))
        {
            Ask(context, snapshot, untrusted);
            return;
        }

        IReadOnlyList<Diagnostic> found = trust.Assess(untrusted);
        if (found.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw new ConnectionException(found);
        }

        context.WriteDiagnostics(found);
    }

    /// <summary>Asks whether the project may have the secrets that it refers to, wherever their texts go.</summary>
    /// <exception cref="CommandException">The answer was no.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of an answer.</exception>
    public static void RequireReferences(CommandContext context, ConfigurationSnapshot snapshot, IReadOnlyList<ResolvedSetting> references)
    {
        if (references.Count == 0)
        {
            return;
        }

        foreach (ResolvedSetting setting in references)
        {
            context.Error.Write($"{Display.Sanitize(setting.Key)} refers to {Display.Sanitize(setting.Reference!, 200)} ({setting.Origin})\n");
        }

        if (!Question.Ask(context, "Trust all references of this project?"))
        {
            throw Question.Declined("nothing was read");
        }

        snapshot.Trust.ConfirmReferences();
        Remember(context, snapshot.Project.Root!, DestinationTrust.References);
    }

    private static void Ask(CommandContext context, ConfigurationSnapshot snapshot, IReadOnlyList<CredentialFlow> untrusted)
    {
        foreach (IGrouping<string, CredentialFlow> destination in untrusted.GroupBy(flow => flow.DestinationText))
        {
            foreach (CredentialFlow flow in destination)
            {
                context.Error.Write($"{DestinationTrust.Describe(flow).Message}\n");
            }

            if (!Question.Ask(context, $"Trust {Display.Sanitize(destination.Key)} for this project?"))
            {
                throw Question.Declined("nothing was sent");
            }

            snapshot.Trust.Confirm(destination.First());
            if (destination.Key != DestinationTrust.References) // a server that is called like the word is asked about each time
            {
                Remember(context, snapshot.Project.Root!, destination.Key);
            }
        }
    }

    /// <summary>An answer that cannot be kept holds for this run.</summary>
    private static void Remember(CommandContext context, string root, string host)
    {
        try
        {
            new TrustEditor(context.HostEnvironment, root).Add([host]);
        }
        catch (Exception refused) when (refused is ConfigurationEditException or ArgumentException)
        {
            context.WriteNote($"the answer holds for this run only: {refused.Message}");
        }
    }
}
