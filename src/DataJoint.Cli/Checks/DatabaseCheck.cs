using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli;

/// <summary>Can the database be opened? No statement of the project is run in it, and a file that is not there is not made.</summary>
/// <remarks>SQLite itself may complete or undo what a program that was interrupted left beside the file.</remarks>
internal sealed class DatabaseCheck(CheckSubject subject, bool isOffline) : ICheck
{
    private const string Memory = ":memory:";

    public string Id => "database";

    public string Name => "connection to the database";

    public async Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        DatabaseSettings database = subject.Snapshot.Database;
        if (isOffline)
        {
            return CheckOutcome.Skip("not tried: --offline");
        }

        if (database.Backend != "sqlite")
        {
            return CheckOutcome.Skip(subject.DescribesDatabase
                ? $"this version does not connect to {database.Backend} servers, so {Display.Sanitize(database.Host)}:{database.Port} was not contacted"
                : "nothing under database.* is set");
        }

        return Unmade(database.Name) ?? await OpenAsync(cancellationToken);
    }

    /// <summary>For a file that the first connection would make: opening it here would leave a trace.</summary>
    private CheckOutcome? Unmade(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name == Memory)
        {
            return null;
        }

        string path = subject.Resolve(name);
        return FileReading.Stat(path).Kind == EntryKind.Missing && Directory.Exists(Path.GetDirectoryName(path))
            ? CheckOutcome.Warn($"{Display.Sanitize(name)} does not exist yet; the first connection makes it", "Is the path wrong? Run: djc config explain database.name")
            : null;
    }

    private async Task<CheckOutcome> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using Connection connection = await subject.Snapshot.ConnectForLookingAsync(cancellationToken);
            await connection.PingAsync(cancellationToken);
            string unrun = string.IsNullOrWhiteSpace(subject.Snapshot.Connection.InitFunction) ? "" : "; connection.init_function was not run";
            return CheckOutcome.Pass($"sqlite {Display.Sanitize(subject.Snapshot.Database.Name!)} answers{unrun}");
        }
        catch (ConnectionException refused)
        {
            Diagnostic first = refused.Diagnostics[0];
            return CheckOutcome.Fail("database: " + first.Message, first.Hint) with { Diagnostics = refused.Diagnostics };
        }
    }
}
