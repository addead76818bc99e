using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Settings;
using DataJoint.Connections.Tls;

namespace DataJoint.Checks.Configuration;

/// <summary>Is everything there that a connection needs, and can the files that settings name be read?</summary>
internal sealed class SettingsCheck : ICheck
{
    public string Id => "settings";

    public string Name => "database settings";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) => Task.FromResult(Inspect(context));

    private static CheckOutcome Inspect(CheckContext context)
    {
        if (!context.DescribesDatabase)
        {
            return NothingSet(context);
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
        return FindMissing(context) is { Count: > 0 } missing
            ? CheckOutcome.Fail($"{target}, but {Listing.Join([.. missing.Select(d => d.Message)], "; ")}{Empty(context)}", missing[0].Hint, missing)
            : CheckOutcome.Pass($"{target}, with user and {(database.Password is null ? "no password: the server decides" : "password")}{Charset(context)}");
    }

    /// <summary>What a login lacks. Whether a password is needed is for the server to say; but a CI system that gives neither has no secrets at all.</summary>
    private static List<Diagnostic> FindMissing(CheckContext context)
    {
        if (ServerCredentials.HasUser(context.Snapshot.Database))
        {
            return [];
        }

        List<Diagnostic> missing = [ServerCredentials.MissingUser(context.Snapshot)];
        if (IsCi(context) && context.Snapshot.Database.Password is null)
        {
            missing.Add(ServerCredentials.MissingPassword(context.Snapshot));
        }

        return missing;
    }

    /// <summary>Variables for a database that are all empty, as those of a CI system are that nobody defined.</summary>
    private static CheckOutcome NothingSet(CheckContext context)
    {
        string[] empty = EmptyAmong(context, "DJ_HOST", "DJ_USER", "DJ_PASS", "DJ_DATABASE_NAME");
        if (empty.Length == 0)
        {
            return CheckOutcome.Skip("nothing under database.* is set");
        }

        string message = $"{Listing.Join(empty)} {(empty.Length == 1 ? "is" : "are")} empty and {(empty.Length == 1 ? "counts" : "count")} as unset, and nothing else says which database is meant";
        const string Hint = "Define the variables where they are set (in a CI system as secrets or variables that this job may read), or unset them.";
        return IsCi(context) ? CheckOutcome.Fail(message, Hint) : CheckOutcome.Warn(message, Hint);
    }

    private static string Empty(CheckContext context) =>
        EmptyAmong(context, "DJ_USER", "DJ_PASS") is { Length: > 0 } empty ? $" ({Listing.Join(empty)} {(empty.Length == 1 ? "is" : "are")} empty)" : "";

    private static string[] EmptyAmong(CheckContext context, params string[] names) =>
        [.. context.HostEnvironment.ListVariables().Where(v => v.Value.Length == 0 && names.Contains(v.Key)).Select(v => v.Key)];

    private static bool IsCi(CheckContext context) =>
        context.HostEnvironment.FindVariable("CI") is string ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase) && ci != "0";

    private static string Charset(CheckContext context) =>
        context.Snapshot.Connection.Charset.Length == 0 ? "" : "; connection.charset is for Python, and connections made here are always in Unicode";

    private static IEnumerable<Diagnostic> FindUnreadable(CheckContext context)
    {
        TlsSettings tls = context.Snapshot.Database.Tls;
        foreach ((string key, string? path) in new[] { ("ca", tls.Ca), ("cert", tls.Cert), ("key", tls.Key) })
        {
            if (path is not null && WhyUnreadable(context.Resolve(path)) is string why)
            {
                string name = "database.tls." + key;
                yield return new Diagnostic(
                    FileRules.UnreadableFile, $"{name}: {Display.Quote(path)} {why}", "Correct the path, or give the current user read access.",
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
