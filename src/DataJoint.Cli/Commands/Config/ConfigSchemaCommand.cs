using DataJoint.Cli.CommandLine;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config schema</c>: the JSON Schema of datajoint.json.</summary>
internal static class ConfigSchemaCommand
{
    private static readonly OptionDefinition ForSecrets = new("--secrets", null, "The schema of the JSON files in .secrets/, where credentials are valid");

    public static Command Define() => new("schema", "Print the JSON Schema of datajoint.json")
    {
        Description =
            """
            With the schema an editor completes keys, shows what they mean, and marks unknown ones and values that do not fit.
            Name it in datajoint.json, as djc init does: djc config set '$schema' ./datajoint.schema.json. Credentials are
            marked: they belong in .secrets/, whose JSON files have a schema of their own (--secrets).
            """,
        Options = [ForSecrets],
        Examples = [("djc config schema > datajoint.schema.json", "write it where datajoint.json can name it")],
        Run = context =>
        {
            context.Output.Write(context.Has(ForSecrets) ? ConfigurationSchema.CreateForSecrets() : ConfigurationSchema.Create());
            return new(ExitCode.Done);
        },
    };
}
