namespace DataJoint.Cli.CommandLine;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly OptionDefinition Reveal = new("--reveal", null, "Show secrets instead of ********");
}
