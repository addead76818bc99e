using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Statements;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;

namespace DataJoint.Cli.Commands.Database;

/// <summary><c>djc sql STATEMENT</c>: runs one statement in the configured database and prints what it gives.</summary>
internal static class SqlCommand
{
    public static Command Define() => new("sql", "Run one SQL statement and print its rows")
    {
        Description =
            """
            Runs one statement in the configured database and prints a table, CSV or JSON, row by row. How many rows there were
            goes to standard error (in JSON into the document). Statements that hold a secret belong on standard input: every
            user of the machine could see an argument.

            With safemode (the default) a statement that may write is run with --yes only, or after a yes on a terminal. One
            that seems to read runs in a read-only transaction, so that the database itself refuses it when it would write. The
            statement of connection.init_function is held to the same, whatever safemode says in the project.

            The exit code is 1 when the statement fails, 2 when it is not run (a no to the question too), 4 when the database cannot be reached.
            Ctrl-C stops the statement on the server too.
            """,
        Arguments = [new("STATEMENT", "The statement; - or nothing takes it from standard input", IsOptional: true)],
        SurplusHint = "the statement is one argument: put it in quotes, as in djc sql 'SELECT 1'",
        Options = [WriteConfirmation.Yes],
        Formats = [OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv],
        Examples =
        [
            ("djc sql 'SELECT * FROM lab.mouse'", "a table"),
            ("djc sql 'SELECT * FROM lab.mouse' --format csv > mice.csv", "a file for other programs"),
            ("djc sql --yes 'DELETE FROM lab.mouse WHERE id = 7'", "without being asked"),
            ("djc sql < statement.sql", "from a file"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        SqlDialect dialect = DialectOf(snapshot.Database.Backend);
        var statement = SqlStatement.Parse(StatementText.Read(context), dialect);
        context.ReportDiagnostics(snapshot.Diagnostics);
        DestinationConsent.Require(context, snapshot, snapshot.DatabaseFlows);
        WriteConfirmation consent = new(context, snapshot);
        string target = DatabaseTarget.From(snapshot, runsInitFunction: false).ToString();
        string? projectEffect = InitFunctionStatement.FindEffect(snapshot, dialect);
        if (projectEffect is not null)
        {
            consent.AskForProject(projectEffect, target);
        }

        bool mayWrite = consent.IsOnCommandLine || (!statement.Reads && (consent.IsGiven || consent.Ask(statement.Effect!, target)));
        if (!mayWrite && !statement.Reads)
        {
            throw Question.Declined("nothing was run");
        }

        if (!mayWrite)
        {
            (int? exit, string effect) = await TryReadingAsync(context, snapshot, statement, guardsProject: projectEffect is null);
            if (exit is int ended)
            {
                return ended;
            }

            // The database refused it as one that writes, and nothing of it remains.
            mayWrite = consent.IsGiven || consent.Ask(effect, target);
        }

        if (!mayWrite)
        {
            throw Question.Declined("nothing was run");
        }

        if (projectEffect is null && !string.IsNullOrWhiteSpace(snapshot.Connection.InitFunction))
        {
            await ProveProjectReadsAsync(context, snapshot, consent, target);
        }

        return (await RunAsync(context, snapshot, statement, new(ReadsOnly: false, GuardsProject: false))).Exit!.Value;
    }

    /// <summary>A yes to the user's statement is none to the project's: that has to run in a session that only reads, or needs a yes too.</summary>
    private static async Task ProveProjectReadsAsync(CommandContext context, ConfigurationSnapshot snapshot, WriteConfirmation consent, string target)
    {
        try
        {
            await (await snapshot.ConnectVerbatimAsync(readsOnly: true, context.Cancellation)).DisposeAsync();
        }
        catch (ConnectionException refused) when (refused.Diagnostic.Id == DiagnosticIds.DatabaseInitFunctionWrites)
        {
            consent.AskForProject(InitFunctionStatement.Describe(snapshot, "would write"), target);
        }
        catch (ConnectionException) when (snapshot.Database.Backend == "sqlite")
        {
            // The file is yet to be made, which the guard does not do. A server that refuses is not asked a second time.
        }
    }

    /// <summary>Runs a statement that only reads; when the project's own would write in the guarded session, after a yes to that.</summary>
    private static async Task<(int? Exit, string Effect)> TryReadingAsync(
        CommandContext context, ConfigurationSnapshot snapshot, SqlStatement statement, bool guardsProject)
    {
        SqliteFiles.CheckExists(snapshot);
        try
        {
            return await RunAsync(context, snapshot, statement, new(ReadsOnly: true, guardsProject));
        }
        catch (ConnectionException refused) when (guardsProject && refused.Diagnostic.Id == DiagnosticIds.DatabaseInitFunctionWrites)
        {
            string target = DatabaseTarget.From(snapshot, runsInitFunction: false).ToString();
            new WriteConfirmation(context, snapshot).AskForProject(InitFunctionStatement.Describe(snapshot, "would write"), target);
            return await RunAsync(context, snapshot, statement, new(ReadsOnly: true, GuardsProject: false));
        }
    }

    /// <returns>The exit code; or null when the statement would write and must not, and why.</returns>
    private static async Task<(int? Exit, string Effect)> RunAsync(CommandContext context, ConfigurationSnapshot snapshot, SqlStatement statement, StatementLimits limits)
    {
        await using Connection connection = await snapshot.ConnectVerbatimAsync(limits.GuardsProject, context.Cancellation);
        IRowWriter writer = CreateWriter(context, snapshot);
        StatementRun run = new(connection, DialectOf(snapshot.Database.Backend), writer, context.Terminal.IsOutputGone);
        try
        {
            if (await run.RunAsync(statement.Text, limits.ReadsOnly, context.Cancellation) is not StatementOutcome finished)
            {
                return (null, run.Effect);
            }

            StatementOutcome outcome = finished with { CountsRows = statement.ChangesRows };
            writer.End(outcome);
            Report(context, outcome);
            return (outcome.Failure is null ? ExitCode.Done : DatabaseExit.OfStatement(outcome.Failure), run.Effect);
        }
        catch (OperationCanceledException) when (context.Terminal.IsOutputGone())
        {
            return (ExitCode.Done, run.Effect);
        }
    }

    private static void Report(CommandContext context, StatementOutcome outcome)
    {
        context.Output.Flush();
        context.ReportDiagnostics(outcome.Diagnostics);
        if (context.Format == OutputFormat.Json || outcome.Failure is not null)
        {
            return;
        }

        context.Error.Write(outcome.Summary + "\n");
        if (outcome.HasMoreResults)
        {
            context.WriteNote("the statement gave more than one result; only the first is printed");
        }
    }

    private static IRowWriter CreateWriter(CommandContext context, ConfigurationSnapshot snapshot) => context.Format switch
    {
        OutputFormat.Json => new JsonRows(context.Output, snapshot.Diagnostics),
        OutputFormat.Csv => new CsvRows(context.Output, context.Terminal.IsOutputTerminal),
        _ => new TableRows(context.Output, context.OutputWidth, context.OutputStyle),
    };

    private static SqlDialect DialectOf(string backend) => backend switch
    {
        "sqlite" => SqlDialect.Sqlite,
        "postgresql" => SqlDialect.PostgreSql,
        _ => SqlDialect.MySql,
    };
}
