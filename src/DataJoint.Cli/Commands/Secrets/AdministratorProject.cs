using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>The project that <c>--admin</c> names. Variables are those of the account that is rotated; an administrator's project has its own files.</summary>
internal static class AdministratorProject
{
    /// <returns>Null when the option is not given.</returns>
    /// <exception cref="CommandException">It does not name a directory.</exception>
    public static ConfigurationSnapshot? Load(CommandContext context)
    {
        if (!context.Line.TryGet(RotateOptions.Admin, out string? given))
        {
            return null;
        }

        string path = Path.Combine(context.HostEnvironment.FindCurrentDirectory() ?? "", given);
        if (given.Length == 0 || given.Contains('\0', StringComparison.Ordinal) || !Directory.Exists(path))
        {
            throw CommandException.UsageError($"--admin: {Display.Quote(given)} is not a directory");
        }

        var variables = context.HostEnvironment.ListVariables().Where(each => !each.Key.StartsWith("DJ_", StringComparison.Ordinal))
            .ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);
        ConfigurationSnapshot snapshot = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = path,
            TrustedDestinations = context.Line.ListValues(GlobalOptions.Trust),
            HostEnvironment = new HostEnvironment(variables, context.HostEnvironment.FindCurrentDirectory(), homeDirectory: context.HostEnvironment.FindHomeDirectory()),
        }).Snapshot;
        context.ReportDiagnostics(snapshot.Diagnostics);
        return snapshot;
    }
}
