using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Tls;

namespace DataJoint.Checks.Configuration;

/// <summary>Is everything there that a connection needs, and can the files that settings name be read?</summary>
internal sealed class SettingsCheck : ICheck
{
    private const string Charset = "; connection.charset is for Python, and connections made here are always in Unicode";

    public string Id => "settings";

    public string Name => "database settings";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) => Task.FromResult(Inspect(context));

    private static CheckOutcome Inspect(CheckContext context)
    {
        if (!context.DescribesDatabase)
        {
            return CheckOutcome.Skip("nothing under database.* is set");
        }

        DatabaseSettings database = context.Snapshot.Database;
        if (database.Backend == "sqlite")
        {
            return string.IsNullOrWhiteSpace(database.Name)
                ? CheckOutcome.Warn("database.name is not set; with sqlite it is the path of the database file", "Run: djc config set database.name lab.db")
                : CheckOutcome.Pass($"sqlite, {Display.Sanitize(database.Name)}");
        }

        List<Diagnostic> unreadable = [.. FindUnreadable(context)];
        if (unreadable.Count > 0 && database.UseTls == false)
        {
            return CheckOutcome.Warn(
                Listing.Join([.. unreadable.Select(d => d.Message)], "; ") + "; database.use_tls is false, so nothing reads it",
                "Correct the path, or run: djc config unset database.tls");
        }

        if (unreadable.Count > 0)
        {
            return CheckOutcome.Fail(
                Listing.Join([.. unreadable.Select(d => d.Message)], "; "), "Correct the path, or give the current user read access.", unreadable);
        }

        if (TlsContradiction.Find(context.Snapshot) is Diagnostic contradiction)
        {
            return CheckOutcome.Warn(contradiction.Message, contradiction.Hint, [contradiction]);
        }

        string target = $"{database.Backend} at {Display.Sanitize(database.Host)}:{DatabaseTarget.PortOf(context.Snapshot)}";
        return (database.User, database.Password) switch
        {
            (null, null) => CheckOutcome.Warn(
                $"{target}, but database.user and database.password have no value",
                "Run: djc config set database.user NAME && djc secrets set database.password"),
            (null, _) => CheckOutcome.Warn($"{target}, but database.user has no value", "Run: djc config set database.user NAME"),
            (_, null) => CheckOutcome.Warn($"{target}, but database.password has no value", "Run: djc secrets set database.password"),
            _ => CheckOutcome.Pass($"{target}, with user and password{(context.Snapshot.Connection.Charset.Length == 0 ? "" : Charset)}"),
        };
    }

    private static IEnumerable<Diagnostic> FindUnreadable(CheckContext context)
    {
        TlsSettings tls = context.Snapshot.Database.Tls;
        foreach ((string key, string? path) in new[] { ("ca", tls.Ca), ("cert", tls.Cert), ("key", tls.Key) })
        {
            if (path is not null && WhyUnreadable(context.Resolve(path)) is string why)
            {
                string name = "database.tls." + key;
                yield return new Diagnostic(
                    DiagnosticRules.UnreadableFile, $"{name}: {Display.Quote(path)} {why}", "Correct the path, or give the current user read access.",
                    context.Snapshot.Find(name).Origin);
            }
        }
    }

    private static string? WhyUnreadable(string path)
    {
        FileContent content = FileReading.Read(path, JsonFile.MaxBytes);
        return content.Bytes is not null ? null : content.Facts.Kind switch
        {
            EntryKind.Missing => "does not exist",
            EntryKind.BrokenLink => "is a link that leads nowhere",
            EntryKind.Directory => "is a directory",
            not (EntryKind.File or EntryKind.Denied) and EntryKind kind => $"is {NamedFile.Describe(kind)}, not a regular file",
            _ => $"cannot be read: {content.Failure ?? "permission denied"}",
        };
    }
}
