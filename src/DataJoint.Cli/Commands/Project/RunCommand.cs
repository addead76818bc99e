using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc run -- COMMAND</c>: another program with the resolved settings in its environment.</summary>
internal static class RunCommand
{
    private static readonly OptionDefinition Python = new("--python", null, "The program is, or starts, a Python program");

    private static readonly OptionDefinition Only = new(
        "--only", "KEYS", "Pass on these settings alone: keys, groups or stores, with commas between them; repeatable")
    { IsRepeatable = true, Kind = WordKind.SettingPrefix };

    private static readonly OptionDefinition EnvFile = new("--env-file", "FILE", "Take the variables of FILE, as Docker Compose reads it, where they are not set; repeatable")
    { IsRepeatable = true, Kind = WordKind.File };

    private static readonly OptionDefinition Files = new("--files", null, "Give secrets as files in memory, named by *_FILE variables, in place of variables");

    private static readonly OptionDefinition Mask = new("--mask", null, "Show ******** in place of the secrets in the program's output");

    public static Command Define() => new("run", "Run a program with the resolved settings as DJ_* variables")
    {
        Description =
            """
            The program gets every setting that is not at its default as a variable, the stores as one DJ_STORES, keys of your own
            as one DJ_CUSTOM, and DJ_IGNORE_CONFIG_FILE=true, so that no file says otherwise. Inherited DJ_* variables that would
            contradict them are removed. Secrets are in its environment and nowhere else; --only keeps those from it
            that it does not need.

            datajoint-python takes settings from more variables, such as LIMIT, CHARSET and DJ_DATABASE. They are removed for a
            Python program: one with a known name (python, pytest, jupyter, uv, ...), a script that starts with #! and Python, or
            whatever --python is given for. A setting that Python has no variable for is reported.

            --env-file: the variables act as if they stood in the environment of djc, the DJ_* ones for it and all for the program.
            Those that are really set win, save empty DJ_* ones; a later file wins over an earlier one. References to secrets in
            them need trust, as those of the project do, and DJ_TRUST and DJ_ALLOW_EXEC of a file do not count for djc.

            --files: each secret is a file of its own in a new folder in memory (0700; /dev/shm, or XDG_RUNTIME_DIR where that is
            in memory), named by DJ_PASS_FILE and the like. The folder is gone when djc ends, also when it is killed.
            datajoint-python does not read these variables: this is for programs that do, such as those of DataJoint for .NET.

            --mask: ******** stands in place of every secret of 4 characters or more among the settings that the program gets, in
            its standard output and standard error, as it is, in JSON, in URLs, in HTML, in quotes or in base64. Inherited secrets
            that are no settings (VAULT_TOKEN, AWS_SECRET_ACCESS_KEY) are not masked. Both are pipes then, so the program sees no
            terminal there. It stops accidental echoes in notebooks, CI logs and transcripts of agents. It does not stop a
            program that wants to leak, which can write a secret in a form of its own.

            Without --files and --mask djc becomes the program (on Windows: waits for it), so input, output, signals and the exit
            code are the program's. With them it waits, passes signals on, and ends as the program ended.
            A program that cannot be run: 127 when it is not found, 126 else.
            """,
        PassesRest = true,
        Options = [Python, Only, EnvFile, Files, Mask],
        Arguments = [new("COMMAND", "The program and its arguments, passed on as they are")],
        Examples =
        [
            ("djc run -- python analysis.py", "datajoint-python sees what djc sees"),
            ("djc run --python -- make figures", "the same for a program that starts Python"),
            ("djc run --only database --mask -- ./nightly.sh", "the database alone, and no password in the log"),
            ("djc run --env-file .env -- python analysis.py", "with the variables that Compose uses"),
            ("djc run --files -- sh -c 'cat \"$DJ_PASS_FILE\" | other-tool'", "for a program that reads its password from a file"),
            ("djc run --env prod -- env", "what a program would see in production, secrets included"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        if (context.Line.Rest.Count == 0 || context.Line.Rest[0].Length == 0)
        {
            throw CommandException.UsageError("djc run needs a command: djc run -- COMMAND", "for example djc run -- python analysis.py");
        }

        var selection = KeySelection.Parse(context.Line.ListValues(Only));
        var variablesOfFiles = InheritedVariables.Read(context, context.Line.ListValues(EnvFile));
        IReadOnlyDictionary<string, string> inherited = variablesOfFiles.All;
        ConfigurationSnapshot snapshot = (context.Has(EnvFile) ? context.With(variablesOfFiles.ForSettings, variablesOfFiles.OfFiles) : context).LoadSnapshot();
        selection.Check(snapshot);
        context.ReportDiagnostics(snapshot.Diagnostics);
        string program = context.Line.Rest[0];
        bool isPython = context.Has(Python) || PythonProgram.IsPython(program, inherited.GetValueOrDefault("PATH", ""));
        if (isPython)
        {
            context.ReportDiagnostics([.. PythonProcess.ListLosses(snapshot).Where(loss => selection.Includes(loss.Key)).Select(loss => loss.Value)]);
        }

        ChildEnvironment environment = new(snapshot, context.Environment) { IsPython = isPython, Selection = selection, UsesFiles = context.Has(Files) };
        Dictionary<string, string> variables = await environment.CreateAsync(inherited, context.Cancellation);
        if (isPython && environment.Files.Count > 0)
        {
            string names = string.Join(", ", environment.Files.Keys.Select(name => name + "_FILE"));
            context.WriteNote($"datajoint-python does not read {names}: without --files it gets the secrets as variables");
        }

        context.Output.Flush();
        context.Error.Flush();
        return context.Terminal.RunChild(new ChildCommand(program, [.. context.Line.Rest.Skip(1)], variables)
        {
            Files = environment.Files,
            Masked = context.Has(Mask) ? environment.Secrets : [],
        });
    }
}
