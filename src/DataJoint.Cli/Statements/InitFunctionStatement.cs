using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Statements;

/// <summary>The statement of <c>connection.init_function</c>, which a project brings along: looked at like one that the user gave.</summary>
/// <remarks>No message quotes more of it than its verb.</remarks>
internal static class InitFunctionStatement
{
    private const string Key = "connection.init_function";

    /// <summary>What it may do that a read-only session cannot refuse.</summary>
    /// <returns>The setting, its origin and what it does, for example <c>connection.init_function (datajoint.json:3:5) begins with VACUUM and may write</c>; or null.</returns>
    public static string? FindEffect(ConfigurationSnapshot snapshot, SqlDialect dialect)
    {
        string? text = snapshot.Connection.InitFunction;
        return string.IsNullOrWhiteSpace(text) || EffectOf(text, dialect) is not string effect ? null : Describe(snapshot, effect);
    }

    /// <summary>Says where it comes from, and what it does.</summary>
    public static string Describe(ConfigurationSnapshot snapshot, string effect) =>
        snapshot.Find(Key).Origin is Origin origin ? $"{Key} ({Display.Sanitize(origin.ToString())}) {effect}" : $"{Key} {effect}";

    private static string? EffectOf(string text, SqlDialect dialect)
    {
        try
        {
            var statement = SqlStatement.Parse(text, dialect);
            return SessionSettings.AreAllHarmless(text, dialect) ? null : statement.Effect;
        }
        catch (CommandException)
        {
            return "is not exactly one statement and may write";
        }
    }
}
