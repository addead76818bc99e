using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Transfers;

/// <summary>Options that the store commands share.</summary>
internal static class StoreOptions
{
    public static readonly OptionDefinition Overwrite = new("--overwrite", null, "Replace what exists; with safemode off it is replaced anyway");
    public static readonly OptionDefinition Managed = new("--managed", null, "Also where rows in the database may point: outside the section for files");
    public static readonly OptionDefinition Recursive = new("--recursive", null, "Everything below, folder by folder") { Short = "-r" };
    public static readonly OptionDefinition Resume = new("--resume", null, "Go on with an interrupted transfer, and leave what was sent for the next when this one is");
    public static readonly OptionDefinition Yes = new("--yes", null, "Do not ask");
}
