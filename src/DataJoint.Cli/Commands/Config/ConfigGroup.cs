using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config</c>: the settings.</summary>
internal static class ConfigGroup
{
    public static Command Define() => new("config", "Show, explain and edit settings")
    {
        Commands =
        [
            ConfigShowCommand.Define(),
            ConfigGetCommand.Define(),
            ConfigExplainCommand.Define(),
            ConfigSetCommand.Define(),
            ConfigUnsetCommand.Define(),
            ConfigPathCommand.Define(),
            ConfigSchemaCommand.Define(),
        ],
    };
}
