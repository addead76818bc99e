using DataJoint.Cli.Clients;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Database;

/// <summary><c>djc conn</c>: how other programs reach the configured database. Nothing is connected.</summary>
internal static class ConnCommand
{
    private const string ConnectionString = "connection-string";
    private const string Url = "url";
    private const string Sqlite3 = "sqlite3";

    private static readonly OptionDefinition As = new("--as", "FORM", "A connection-string of ADO.NET (the default), a url, or the command line of a client")
    {
        Choices = [ConnectionString, Url, PostgreSqlClient.Program, MySqlClient.Program, MySqlClient.MariaDbProgram, Sqlite3],
    };

    private static readonly OptionDefinition Reveal = new("--reveal", null, "With the password");

    public static Command Define() => new("conn", "Print how other programs connect to the database")
    {
        Description =
            """
            Prints the connection string for the driver of the backend (MySqlConnector, Npgsql, Microsoft.Data.Sqlite), a URL, or
            a command line of psql, mysql, mariadb or sqlite3 to paste into a shell. Nothing is connected and no file is read
            but the configuration. TLS is asked for as database.use_tls and database.tls.* say.

            The password is left out, and a client asks for it. With --reveal it stands in the connection string and the URL,
            and in front of a client as PGPASSWORD or MYSQL_PWD: an argument would be seen by every user of the machine. Run such
            a line with eval, not with sh -c, which would make all of it an argument. A user that is a reference is shown as one;
            --reveal asks for the name, too.
            """,
        Options = [As, Reveal],
        Examples =
        [
            ("djc conn", "the connection string, without the password"),
            ("djc conn --as psql", "a command line to paste"),
            ("eval \"$(djc conn --as psql --reveal)\"", "open psql without being asked"),
            ("djc conn --format json", "the parts"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        context.ReportDiagnostics(snapshot.Diagnostics);
        DestinationConsent.Require(context, snapshot, snapshot.DatabaseFlows);
        string form = context.Line.TryGet(As, out string? given) ? given : ConnectionString;
        ClientTarget target = await ClientTarget.CreateAsync(snapshot, context.Has(Reveal), context.Cancellation);
        ClientCommand? client = form is ConnectionString or Url ? null : CreateClient(form, target);
        string text = client is null ? form == Url ? DatabaseUrl.Create(target) : ConnectionStringFormatter.Format(target) : ShellLine.Format(client, OperatingSystem.IsWindows());
        IReadOnlyList<string> notes = ClientNotes.Create(target, form);
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                TargetJson.Write(json, target, snapshot.Database.Password is not null);
                TargetJson.Write(json, form, text, client, notes);
                DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
            });
            return ExitCode.Done;
        }

        context.Output.Write(text);
        context.Output.Write('\n');
        context.Output.Flush();
        foreach (string note in notes)
        {
            context.WriteNote(note);
        }

        return ExitCode.Done;
    }

    /// <exception cref="CommandException">The client is not one of this backend.</exception>
    private static ClientCommand CreateClient(string program, ClientTarget target) => (program, target.Backend) switch
    {
        (PostgreSqlClient.Program, "postgresql") => PostgreSqlClient.Create(target),
        (MySqlClient.Program, "mysql") => MySqlClient.Create(target),
        (MySqlClient.MariaDbProgram, "mysql") => MySqlClient.CreateMariaDb(target),
        (Sqlite3, "sqlite") => new ClientCommand(Sqlite3, [target.Name!], PasswordVariable: null, Password: null),
        _ => throw CommandException.UsageError(
            $"{program} is not a client of {target.Backend}, which database.backend names", $"djc conn --as {ClientOf(target.Backend)}"),
    };

    private static string ClientOf(string backend) => backend switch
    {
        "postgresql" => PostgreSqlClient.Program,
        "sqlite" => Sqlite3,
        _ => MySqlClient.Program,
    };
}
