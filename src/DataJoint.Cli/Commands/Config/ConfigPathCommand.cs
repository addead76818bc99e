using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config path</c>: which files are read, highest first. Works when they cannot be loaded, too.</summary>
internal static class ConfigPathCommand
{
    public static Command Define() => new("path", "Show which files are read, in their order")
    {
        Description =
            """
            Lists the files of the secrets and project layers, highest first, whether they exist or not.
            Nothing in them is read, so this works with broken files too.
            """,
        Examples =
        [
            ("djc config path", "where would a setting go?"),
            ("djc config path --env prod", "and which files does production add?"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        var files = SourceFiles.Find(context.CreateOptions());
        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, files);
            return new(ExitCode.Done);
        }

        Style style = context.OutputStyle;
        ProjectText.Write(context.Output, files.Project, style);
        if (files.AreIgnored)
        {
            context.Output.Write("DJ_IGNORE_CONFIG_FILE is set: none of these files is read.\n");
        }

        context.Output.Write('\n');
        TextTable table = new(new TableColumn("SOURCE") { Drop = ColumnDrop.First }, new TableColumn("FILE") { Least = SettingsTable.ShortestValue }, new TableColumn("STATE"));
        foreach (SourceFile file in files.Files)
        {
            string state = file.Exists ? files.AreIgnored ? "ignored" : "read" : "missing";
            table.Add(
                (_, text) => file.Exists && !files.AreIgnored ? text : style.Dim(text),
                SettingJson.NameOf(file.Layer), Display.Sanitize(file.Path, 4096), state);
        }

        table.Write(context.Output, context.OutputWidth, style);
        return new(ExitCode.Done);
    }

    private static void WriteJson(CommandContext context, SourceFiles files) =>
        context.WriteJson(json =>
        {
            json.WriteNumber("version", 1);
            ProjectJson.WriteMember(json, files.Project);
            json.WriteBoolean("ignored", files.AreIgnored);
            json.WriteStartArray("files");
            foreach (SourceFile file in files.Files)
            {
                json.WriteStartObject();
                json.WriteString("source", SettingJson.NameOf(file.Layer));
                json.WriteString("path", file.Path);
                json.WriteBoolean("exists", file.Exists);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            DiagnosticJson.WriteMember(json, []);
        });
}
