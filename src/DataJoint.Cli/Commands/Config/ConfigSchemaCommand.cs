using DataJoint.Cli.CommandLine;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config schema</c>: the JSON Schema of datajoint.json.</summary>
internal static class ConfigSchemaCommand
{
    public static Command Define() => new("schema", "Print the JSON Schema of datajoint.json")
    {
        Description =
            """
            With the schema an editor completes keys, shows what they mean, and marks unknown ones and values that do not fit.
            Name it in datajoint.json: "$schema": "./datajoint.schema.json".
            """,
        Examples = [("djc config schema > datajoint.schema.json", "write it where datajoint.json can name it")],
        Run = context =>
        {
            context.Output.Write(ConfigurationSchema.Create());
            return new(ExitCode.Done);
        },
    };
}
