using System.Text.Json;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Trust;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc trust [HOST]</c>: confirms where credentials from outside the project may go.</summary>
internal static class TrustCommand
{
    private static readonly OptionDefinition List = new("--list", null, "Only show; confirm nothing");
    private static readonly OptionDefinition Yes = new("--yes", null, "Confirm all that is shown without asking");

    public static Command Define() => new("trust", "Confirm where credentials from outside the project may go")
    {
        Description =
            """
            A credential that a variable, mounted secrets or the platform gives, and a destination that only datajoint.json names:
            djc asks on a terminal before it connects, and warns elsewhere. This command shows such destinations of the project and
            confirms them, or confirms HOST (host for any port, host:port, or *.domain). Answers are kept for this user and this
            project's root in ~/.config/datajoint/trusted.json. Nothing is connected. A reference of the project to a secret
            (ref+vault://...) is confirmed with its destination, or with all others of the project by the word references.
            """,
        Arguments = [new("HOST", "The destination; without it all that the project names", IsOptional: true) { Kind = WordKind.Destination }],
        Options = [List, Yes],
        Examples =
        [
            ("djc trust --list", "what goes where, and what is confirmed"),
            ("djc trust db.example.com:3306", "confirm one destination"),
            ("djc trust --yes", "confirm all that this project names"),
        ],
        Run = Run,
    };

    /// <summary>The project's root.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string RootOf(ProjectLocation project) =>
        project.Root ?? throw CommandException.UsageError("there is no project here, so no destination that a project names", "djc --project DIR names one");

    private static ValueTask<int> Run(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        context.ReportDiagnostics(snapshot.Diagnostics);
        string root = RootOf(snapshot.Project);
        List<CredentialFlow> flows = [.. snapshot.AllFlows.Where(flow => flow.NeedsTrust)];
        if (context.Arguments.Count > 0)
        {
            Keep(context, root, [LoadingOptions.CheckHost("HOST", context.Arguments[0])]);
        }
        else if (!context.Has(List))
        {
            Confirm(context, snapshot, root, flows);
        }

        Show(context, snapshot, root, flows);
        return new(ExitCode.Done);
    }

    private static void Confirm(CommandContext context, ConfigurationSnapshot snapshot, string root, List<CredentialFlow> flows)
    {
        IReadOnlyList<CredentialFlow> untrusted = snapshot.Trust.FindUntrusted(flows);
        IReadOnlyList<ResolvedSetting> references = snapshot.ListUntrustedReferences();
        if (untrusted.Count == 0 && references.Count == 0)
        {
            return;
        }

        if (context.Has(Yes))
        {
            IEnumerable<string> hosts = untrusted.Select(flow => flow.DestinationText).Where(text => text != DestinationTrust.References);
            Keep(context, root, references.Count > 0 ? hosts.Append(DestinationTrust.References) : hosts);
            return;
        }

        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError("cannot prompt: no terminal", "add --yes to confirm, or --list to see");
        }

        DestinationConsent.Require(context, snapshot, untrusted);
        DestinationConsent.RequireReferences(context, snapshot, references);
    }

    private static void Keep(CommandContext context, string root, IEnumerable<string> hosts) => EditReport.Guard(() =>
    {
        new TrustEditor(context.HostEnvironment, root).Add(hosts);
        return true;
    });

    private static void Show(CommandContext context, ConfigurationSnapshot snapshot, string root, List<CredentialFlow> flows)
    {
        IReadOnlyList<string> kept = new TrustEditor(context.HostEnvironment, root).List();
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json => WriteJson(json, snapshot, flows, kept));
            return;
        }

        foreach (CredentialFlow flow in flows)
        {
            context.Output.Write($"{(snapshot.Trust.Trusts(flow) ? "trusted" : "not trusted")}: {flow.Describe("goes to")}{flow.Exposure}\n");
        }

        foreach (string host in kept.Where(host => !flows.Exists(flow => flow.DestinationText == host)))
        {
            context.Output.Write($"trusted: {Display.Sanitize(host)}\n");
        }

        foreach (ResolvedSetting setting in snapshot.ListUntrustedReferences())
        {
            context.Output.Write($"not trusted: {Display.Sanitize(setting.Key)} refers to {Display.Sanitize(setting.Reference!, 200)} ({setting.Origin})\n");
        }

        if (flows.Count == 0 && kept.Count == 0 && !snapshot.ListUntrustedReferences().Any())
        {
            context.Error.Write("no credential from outside the project goes to a destination that only the project names\n");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ConfigurationSnapshot snapshot, List<CredentialFlow> flows, IReadOnlyList<string> kept)
    {
        json.WriteNumber("version", 1);
        json.WriteStartArray("destinations");
        foreach (CredentialFlow flow in flows)
        {
            json.WriteStartObject();
            json.WriteString("subject", flow.Subject);
            json.WriteString("credential", flow.CredentialName);
            json.WriteString("credentialOrigin", flow.CredentialOrigin?.ToString());
            json.WriteString("destination", flow.DestinationText);
            json.WriteString("origin", flow.DestinationOrigin?.ToString());
            json.WriteBoolean("trusted", snapshot.Trust.Trusts(flow));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("untrustedReferences");
        foreach (ResolvedSetting setting in snapshot.ListUntrustedReferences())
        {
            json.WriteStartObject();
            json.WriteString("key", setting.Key);
            json.WriteString("reference", setting.Reference);
            json.WriteString("origin", setting.Origin?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("trusted");
        foreach (string host in kept)
        {
            json.WriteStringValue(host);
        }

        json.WriteEndArray();
        DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
    }
}
