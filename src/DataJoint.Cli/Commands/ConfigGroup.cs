namespace DataJoint.Cli;

/// <summary><c>djc config</c>: the settings.</summary>
internal static class ConfigGroup
{
    internal static Command Define() => new("config", "Show, explain and edit settings")
    {
        Commands =
        [
            ConfigGetCommand.Define(),
            ConfigSetCommand.Define(),
            ConfigUnsetCommand.Define(),
        ],
    };
}
