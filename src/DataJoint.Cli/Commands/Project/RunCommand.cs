using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

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

    private static readonly OptionDefinition Watch = new("--watch", null, "Restart the program when a setting or a secret that it gets changes");

    public static Command Define() => new("run", "Run a program with the resolved settings as DJ_* variables")
    {
        Description =
            """
            The program gets every setting that is not at its default as a variable, the stores as one DJ_STORES, keys of your own
            as one DJ_CUSTOM, and DJ_IGNORE_CONFIG_FILE=true, so that no file says otherwise. Inherited DJ_* variables that would
            contradict them are removed. Secrets are in its environment and nowhere else; --only keeps those from it
            that it does not need.

            datajoint-python takes settings from more variables, such as LIMIT, CHARSET and DJ_DATABASE. They are removed for a
            Python program: one with a known name (python, pytest, jupyter, uv, ...) or a link to it, a script that starts with #!
            and Python, either of them after env, nice, nohup, time, timeout and the like, or whatever --python is given for. A
            setting that Python has no variable for is reported.

            --env-file: the variables act as if they stood in the environment of djc, the DJ_* ones for it and all for the program.
            Those that are really set win, save empty DJ_* ones; a later file wins over an earlier one. References to secrets in
            them need trust, as those of the project do, and DJ_TRUST and DJ_ALLOW_EXEC of a file do not count for djc.

            --files: each secret is a file of its own in a new folder in memory (0700; /dev/shm, or XDG_RUNTIME_DIR where that is
            in memory), named by DJ_PASS_FILE and the like. The folder is gone when djc ends, also when it is killed.
            datajoint-python does not read these variables: this is for programs that do, such as those of DataJoint for .NET.

            --mask: ******** stands in place of every secret of 4 characters or more among the settings that the program gets, in
            its standard output and standard error, as it is, in JSON, in URLs, in HTML, in quotes or in base64, and each of these
            in quotes or JSON once more. A part of a secret is not known (set --show of fish prints the first 60 characters), and
            inherited secrets that are no settings (VAULT_TOKEN, AWS_SECRET_ACCESS_KEY) are not masked. Both are pipes then, so the
            program sees no terminal there. It stops accidental echoes in notebooks, CI logs and transcripts of agents. It does not stop a
            program that wants to leak, which can write a secret in a form of its own.

            --watch: djc stays and looks every few seconds whether a setting or a secret that the program gets has changed: in files, and every
            five minutes where secrets are kept elsewhere. If so, the program gets SIGTERM, 10 s later it and what it has started
            get SIGKILL, and it is started again. While the settings cannot be read, it goes on with those that it has. When it
            ends by itself, djc ends.

            Without --files, --mask, --watch and a leased database user (ref+vaultdb), which is renewed while the program runs and revoked
            when it has ended, djc becomes the program (on Windows: waits for it), so input, output, signals and the exit
            code are the program's. With them it waits, passes signals on, and ends as the program ended.
            A program that cannot be run: 127 when it is not found, 126 else.
            """,
        PassesRest = true,
        Options = [Python, Only, EnvFile, Files, Mask, Watch],
        Arguments = [new("COMMAND", "The program and its arguments, passed on as they are")],
        Examples =
        [
            ("djc run -- python analysis.py", "datajoint-python sees what djc sees"),
            ("djc run --python -- make figures", "the same for a program that starts Python"),
            ("djc run --only database --mask -- ./nightly.sh", "the database alone, and no password in the log"),
            ("djc run --env-file .env -- python analysis.py", "with the variables that Compose uses"),
            ("djc run --files -- sh -c 'cat \"$DJ_PASS_FILE\" | other-tool'", "for a program that reads its password from a file"),
            ("djc run --watch -- python server.py", "restarted when the password changes"),
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

        if (context.Terminal.IsFirstProcess && (context.Has(Files) || context.Has(Mask) || context.Has(Watch)))
        {
            return RunAgain(context);
        }

        ProgramPlan plan = new()
        {
            Words = context.Line.Rest,
            Selection = KeySelection.Parse(context.Line.ListValues(Only)),
            Environment = context.Environment,
            IsPython = context.Has(Python),
            UsesFiles = context.Has(Files),
            IsMasked = context.Has(Mask),
        };
        VariableFiles? files = context.Has(EnvFile) ? new(context, context.Line.ListValues(EnvFile)) : null;
        DataJointConfig config = (files is null ? context : context.With(files, files.OfFiles)).LoadConfig();
        IReadOnlyDictionary<string, string> inherited = files?.All ?? context.Terminal.ListVariables();
        if (context.Terminal.IsFirstProcess && plan.HasLease(config.Snapshot))
        {
            return RunAgain(context);
        }

        plan.Review(context, config.Snapshot, inherited);
        ChildCommand command = await plan.CreateAsync(config.Snapshot, inherited, context.Cancellation);
        plan.ReviewFiles(context, command, inherited);
        context.Output.Flush();
        context.Error.Flush();
        if (!context.Has(Watch))
        {
            return context.Terminal.RunChild(command);
        }

        using ProgramWatch watch = new(context, config, plan, files, command);
        return context.Terminal.RunReplaceable(command, watch.Replacements);
    }

    /// <summary>The runtime waits for every child of the first process (of a container), so that the exit code of the program would be lost.</summary>
    private static int RunAgain(CommandContext context) => context.Terminal.RunReplaceable(OwnProgram.Again(context.Terminal.ListVariables()), new Replacements());
}
