using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.CommandLine;

/// <summary>Turns the global options into how the configuration is loaded, and checks them.</summary>
internal static class LoadingOptions
{
    private const string SetOrigin = "--set";

    /// <exception cref="CommandException">An option is wrong.</exception>
    public static ConfigurationOptions Create(CommandContext context) => new()
    {
        StartDirectory = ProjectDirectory(context),
        Environment = Environment(context),
        Strict = context.IsStrict ? true : null,
        Settings = Settings(context),
        SettingsOrigin = SetOrigin,
        TrustedDestinations = Trusted(context),
        AllowsPrograms = context.Line.Has(GlobalOptions.AllowExec) ? true : null,
        HostEnvironment = context.HostEnvironment,
    };

    /// <summary>The keys of --set that are attributes of stores: what is known depends on the protocol, so on what was loaded.</summary>
    /// <exception cref="CommandException">A store's protocol does not know the attribute.</exception>
    public static void CheckStoreKeys(CommandContext context, ConfigurationSnapshot snapshot)
    {
        foreach (string text in context.Line.ListValues(GlobalOptions.Set))
        {
            SettingKeys.CheckAttribute(snapshot, SettingKeys.CheckSyntax(text[..text.IndexOf('=', StringComparison.Ordinal)]));
        }
    }

    private static string? ProjectDirectory(CommandContext context)
    {
        if (!context.Line.TryGet(GlobalOptions.Project, out string? given))
        {
            return null;
        }

        string? current = context.HostEnvironment.FindCurrentDirectory();
        string path = current is null ? given : Path.Combine(current, given);
        return given.Length > 0 && !given.Contains('\0', StringComparison.Ordinal) && Directory.Exists(path)
            ? path
            : throw CommandException.UsageError($"--project: {Display.Quote(given)} is not a directory");
    }

    private static List<string> Trusted(CommandContext context)
    {
        List<string> trusted = context.Line.ListValues(GlobalOptions.Trust);
        foreach (string host in trusted)
        {
            CheckHost(GlobalOptions.Trust.Name, host);
        }

        return trusted;
    }

    /// <summary>Refuses what cannot be a destination.</summary>
    /// <exception cref="CommandException">It is neither a host nor a host with a port.</exception>
    public static string CheckHost(string where, string text) => TrustEditor.TryNormalize(text, out string? host, out string? problem)
        ? host
        : throw CommandException.UsageError($"{where}: {Display.Quote(text)} {problem}", "write host, host:port, *.domain or references");

    private static string? Environment(CommandContext context) =>
        context.Environment is not string name || ConfigurationOptions.IsEnvironmentName(name)
            ? context.Environment
            : throw CommandException.UsageError(
                $"--env: {Display.Quote(name)} is not an environment name", "letters, digits, _ and - are allowed, and 100 characters; datajoint.schema.json is the JSON Schema");

    private static List<KeyValuePair<string, object?>> Settings(CommandContext context)
    {
        List<KeyValuePair<string, object?>> settings = [];
        foreach (string text in context.Line.ListValues(GlobalOptions.Set))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // What was given is not shown: it may be a secret.
                throw CommandException.UsageError("--set needs KEY=VALUE", "for example --set database.host=db.example.com");
            }

            SettingKey key = SettingKeys.CheckSyntax(text[..equals]);
            string value = text[(equals + 1)..];
            if (!SettingValue.TryParse(key, value, out _, out Diagnostic? problem))
            {
                throw CommandException.UsageError("--set " + problem.Message, problem.Hint);
            }

            settings.Add(new(key.Text, value));
        }

        return settings;
    }
}
