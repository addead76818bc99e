using System.Globalization;
using DataJoint.Checks.Configuration;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Connections.Settings;

namespace DataJoint.Checks.Database;

/// <summary>Can the database be opened? No statement of the project is run in it, and a file that is not there is not made.</summary>
/// <remarks>SQLite itself may complete or undo what a program that was interrupted left beside the file.</remarks>
internal sealed class DatabaseCheck : ICheck
{
    public string Id => "database";

    public string Name => "connection to the database";

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        DatabaseSettings database = context.Snapshot.Database;
        if (context.Contact == ServerContact.None)
        {
            return CheckOutcome.Skip("not tried: " + context.Words.NoContact);
        }

        if (!context.DescribesDatabase)
        {
            return CheckOutcome.Skip("nothing under database.* is set");
        }

        if (database.Backend != "sqlite" && !ServerCredentials.HasUser(database))
        {
            return CheckOutcome.Skip("not tried: database.user has no value");
        }

        return Unmade(context, database) ?? await JudgeAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CheckOutcome> JudgeAsync(CheckContext context, CancellationToken cancellationToken)
    {
        DatabaseFindings found = await DatabaseInspection.FindAsync(context, cancellationToken).ConfigureAwait(false);
        return found.Failure is not null && await ReferencesCheck.TellsAsync(context, found.Failure.Diagnostic, cancellationToken).ConfigureAwait(false)
            ? CheckOutcome.Fail("not opened: a credential cannot be read (see references)")
            : Judge(context.Snapshot, found);
    }

    /// <summary>For a file that the first connection would make: opening it here would leave a trace.</summary>
    private static CheckOutcome? Unmade(CheckContext context, DatabaseSettings database)
    {
        if (database.Backend != "sqlite" || string.IsNullOrWhiteSpace(database.Name) || database.Name == DatabaseFile.Memory)
        {
            return null;
        }

        string path = context.Resolve(database.Name);
        return FileReading.Stat(path).Kind == EntryKind.Missing && Directory.Exists(Path.GetDirectoryName(path))
            ? CheckOutcome.Warn($"{Display.Sanitize(database.Name)} does not exist yet; the first connection makes it", "Is the path wrong? Run: djc config explain database.name")
            : null;
    }

    private static CheckOutcome Judge(ConfigurationSnapshot snapshot, DatabaseFindings found)
    {
        if (found.Failure is not null)
        {
            Diagnostic first = found.Failure.Diagnostic;
            return CheckOutcome.Fail(first.Message, first.Hint, found.Failure.Diagnostics);
        }

        string unrun = string.IsNullOrWhiteSpace(snapshot.Connection.InitFunction) ? "" : "; connection.init_function was not run";
        string took = string.Create(CultureInfo.InvariantCulture, $"{found.Report!.Latency.TotalMilliseconds:0.0} ms");
        return CheckOutcome.Pass(snapshot.Database.Backend == "sqlite"
            ? $"{Display.Sanitize(found.Report.Product)} opens {Display.Sanitize(snapshot.Database.Name!)}, and answers in {took}{unrun}"
            : $"{Display.Sanitize(found.Report.Product)} at {found.Address} answers in {took}{unrun}");
    }
}
