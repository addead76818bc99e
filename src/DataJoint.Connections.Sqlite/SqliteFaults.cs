using DataJoint.Configuration;
using DataJoint.Connections.Faults;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Sqlite;

/// <summary>Explains why SQLite refused.</summary>
internal sealed class SqliteFaults
{
    // https://sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private const int ReadOnlyRecovery = 264;
    private const int ReadOnlyRollback = 776;

    // EROFS, which .NET passes on as it is.
    private const int ReadOnlyFileSystem = 30;

    private readonly string _path;
    private readonly string _shown;

    public SqliteFaults(string path)
    {
        _path = path;
        _shown = Display.Sanitize(path, 400);
    }

    public Fault Explain(Exception error)
    {
        int code = error is SqliteException own ? own.SqliteErrorCode : 0;
        (string message, string hint) = code switch
        {
            Busy or Locked => ($"{_shown} is locked by another program", "Wait until it is done, or end it, and try again."),
            NotADatabase => ($"{_shown} is not an SQLite database", "Correct database.name, or move the file away: a new database is then made."),
            Corrupt => ($"{_shown} is damaged", "Restore it from a backup, or save what can be read with the sqlite3 program: .recover"),
            ReadOnly when IsUnfinished(error) =>
                ($"{_shown} was left in the middle of a transaction, and a command that only reads does not complete or undo it",
                 "If the file is yours: djc sql --yes 'SELECT 1'"),
            ReadOnly => ($"{_shown} cannot be written", "Give the current user write access to the file and its directory."),
            Full => ($"there is no space left for {_shown}", "Make room on that disk, or name a file on another one."),
            CannotOpen or Permission or InputOutput => Inspect(),
            _ => ($"{_shown} cannot be opened: SQLite error {code}", "See https://sqlite.org/rescode.html for what it means."),
        };
        return new Fault(DatabaseRules.DatabaseUnreachable, message, hint)
        {
            IsTransient = code is Busy or Locked,
            IsVague = code is not (Busy or Locked or NotADatabase or Corrupt or ReadOnly or Full or CannotOpen or Permission or InputOutput),
            Setting = "database.name",
        };
    }

    /// <summary>Whether a journal would have to be played back first, which writes.</summary>
    private static bool IsUnfinished(Exception error) => error is SqliteException { SqliteExtendedErrorCode: ReadOnlyRollback or ReadOnlyRecovery };

    /// <summary>SQLite only says that it cannot; the file system knows why.</summary>
    private (string Message, string Hint) Inspect()
    {
        string directory = Path.GetDirectoryName(_path) ?? _path;
        string folder = Display.Sanitize(directory, 400);
        if (!Directory.Exists(directory))
        {
            string hint = ShellWord.From(directory) is string word ? $"Run: mkdir -p {word} (or correct database.name)." : "Make it, or correct database.name.";
            return ($"the directory {folder} does not exist, so {_shown} cannot be made", hint);
        }

        string target = File.Exists(_path) ? $"open {_shown}" : $"make {_shown}";
        return TryReach() switch
        {
            UnauthorizedAccessException => ($"no permission to {target}", "Give the current user read and write access to the file and its directory."),
            IOException { HResult: ReadOnlyFileSystem } => ($"cannot {target}: the disk is read-only", "Name a file on a disk that can be written."),
            IOException => ($"cannot {target}: the disk reports an error", "Check the disk, the network share, or the path in database.name."),
            _ => ($"cannot {target}", "Check that the directory can be written: SQLite keeps its journal beside the database."),
        };
    }

    private Exception? TryReach()
    {
        bool exists = File.Exists(_path);
        try
        {
            FileMode mode = exists ? FileMode.Open : FileMode.CreateNew;
            FileAccess access = exists ? FileAccess.Read : FileAccess.Write;
            using FileStream stream = new(_path, mode, access, FileShare.ReadWrite, 1, exists ? FileOptions.None : FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }
}
