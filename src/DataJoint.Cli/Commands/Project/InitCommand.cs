using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc init</c>: what a new project needs.</summary>
internal static class InitCommand
{
    private static readonly OptionDefinition Full = new("--full", null, "Write every setting into datajoint.json, with its default or null");

    public static Command Define() => new("init", "Create datajoint.json and .secrets/")
    {
        Description =
            """
            Creates, in the current directory or that of --project: datajoint.json with the schema for editors that it names
            (datajoint.schema.json), .secrets/ for the owner alone with a datajoint.json and a .gitignore in it, and adds
            .secrets/ to the .gitignore of the repository. What exists stays as it is; what is missing is added; each file is
            listed with what happened to it. With --full, datajoint.json has every setting but credentials; null stands for "not
            set here". It is strict JSON, since datajoint-python refuses comments.
            """,
        Options = [Full],
        Examples = [("djc init", "start a project here"), ("djc init --full", "with every setting to look through")],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        ProjectLocation found = ProjectEditor.Locate(context.CreateOptions());
        IReadOnlyList<FileEdit> edits = EditReport.Guard(() =>
            found.IsNamed ? new ProjectEditor(found).Initialize(context.Has(Full)) : ConfigTemplate.Save(found.StartDirectory, context.Has(Full)));
        EditReport.Write(context, edits);
        if (found.Root is not null && found.Root != found.StartDirectory)
        {
            context.WriteNote($"{Display.Sanitize(found.Root)} is a project too; from here on down the new one counts");
        }

        return new(ExitCode.Done);
    }
}
