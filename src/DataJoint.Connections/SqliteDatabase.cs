using System.Data.Common;
using DataJoint.Configuration;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections;

/// <summary>An embedded database: a file, or memory that is gone with the connection.</summary>
internal sealed class SqliteDatabase
{
    /// <summary>The name of a database that lives in memory.</summary>
    internal const string Memory = ":memory:";

    /// <summary>How long opening waits for another program that holds the file, in seconds.</summary>
    private const int OpeningPatience = 3;

    // Reads the file's header, which opening alone does not do, and changes nothing.
    private const string ReadHeader = "PRAGMA schema_version";

    private readonly ConfigurationSnapshot _snapshot;
    private readonly string _path;
    private readonly SqliteFaults _faults;

    /// <summary>Finds out which file the snapshot means.</summary>
    /// <exception cref="ConnectionException">It names none.</exception>
    internal SqliteDatabase(ConfigurationSnapshot snapshot)
    {
        _snapshot = snapshot;
        _path = Resolve(snapshot);
        _faults = new SqliteFaults(_path, snapshot.Find("database.name").Origin);
    }

    /// <summary>Opens the file; one that does not exist is made.</summary>
    /// <param name="runsInitFunction">Whether the statement of <c>connection.init_function</c> is run; it can do anything, to other files too.</param>
    /// <exception cref="ConnectionException">It cannot be opened.</exception>
    internal Connection Open(bool runsInitFunction)
    {
        // Without the pool, closing closes the file, and nothing is kept that a reset or a deletion would have to know of.
        SqliteConnectionStringBuilder settings = new() { DataSource = _path, Pooling = false, ForeignKeys = true };
        SqliteConnection connection = new(settings.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, ReadHeader);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw _faults.Explain(error);
        }

        if (runsInitFunction)
        {
            RunInitFunction(connection);
        }

        return new Connection(connection, "sqlite " + Display.Sanitize(_path, 400), ReadHeader, _faults.Explain);
    }

    private static string Resolve(ConfigurationSnapshot snapshot)
    {
        string? name = snapshot.Database.Name;
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ConnectionException(
            [
                new Diagnostic(
                    DiagnosticRules.MissingDatabaseFile, "database.name is not set; with the sqlite backend it is the path of the database file",
                    "It belongs in datajoint.json: djc config set database.name lab.db. Or set DJ_DATABASE_NAME."),
            ]);
        }

        string root = snapshot.Project.Root ?? snapshot.Project.StartDirectory;
        return name == Memory ? name : root.Length == 0 ? Path.GetFullPath(name) : Path.GetFullPath(name, root);
    }

    private void RunInitFunction(SqliteConnection connection)
    {
        if (string.IsNullOrWhiteSpace(_snapshot.Connection.InitFunction))
        {
            return;
        }

        try
        {
            Run(connection, _snapshot.Connection.InitFunction);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFaults.ExplainInitFunction(error, _snapshot.Find("connection.init_function").Origin);
        }
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = OpeningPatience;
        command.ExecuteNonQuery();
    }
}
