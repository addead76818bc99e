using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc scan</c>: finds credentials where they should not be.</summary>
internal static class ScanCommand
{
    private static readonly OptionDefinition Staged = new("--staged", null, "Scan what the next commit would add or change");
    private static readonly OptionDefinition History = new("--history", null, "Scan everything that any branch, tag, note, stash or reflog reaches");
    private static readonly OptionDefinition Unreachable = new("--unreachable", null, "With --history: also what nothing reaches any more");
    private static readonly OptionDefinition Pushed = new("--pushed", null, "Scan the commits that a pre-push hook is told of on standard input; PATH is the remote's name");
    private static readonly OptionDefinition Input = new("--stdin", null, "Scan standard input; PATH is its name");
    private static readonly OptionDefinition NoIgnore = new("--no-ignore", null, "Scan also what git ignores");
    private static readonly OptionDefinition Submodules = new("--submodules", null, "Scan also the submodules, and other repositories in the directories");
    private static readonly OptionDefinition Baseline = new(
        "--baseline", "FILE", $"Accept the leaks that FILE lists (else {BaselineFile.UsualName} where the scan starts)")
    { Kind = WordKind.File };
    private static readonly OptionDefinition UpdateBaseline = new("--update-baseline", null, "Write the leaks that are found into the baseline, which accepts them");

    private static readonly OptionDefinition Rules = new("--rules", "FILE", "Find also what the rules in FILE describe; " + OwnRules.Setting + " gives those of the project")
    { IsRepeatable = true, Kind = WordKind.File };

    private static readonly OptionDefinition[] Sources = [Staged, History, Pushed, Input];

    public static Command Define() => new("scan", "Find credentials in files, what is staged, and the history")
    {
        Description =
            """
            Looks for the project's own secrets, as they are and encoded, and for what credentials look like in DataJoint files,
            programs, notebooks, connection strings, scripts and settings of other tools; also inside ZIP, TAR and gzip, in UTF-16, and in
            base64, URL and JSON encoding. Scanned are the files of the work tree that git does not ignore; without git all files that
            no .gitignore names. Placeholders, references, documentation samples and hashes are no leaks. No secret is shown, and none
            that is kept elsewhere is asked for.

            With --verify what is found is tried, once and with a time limit: logins at the configured database server, keys at the
            configured stores. Nothing is changed there, no other host is contacted that nobody confirms, and after two refusals an
            account is left alone, so that none is locked. The exit code is that of the scan.

            The exit code is 1 when something is found, or an object of git cannot be read. A baseline file accepts what was looked at: it holds fingerprints and no secret.
            A rule of your own (--rules, custom.scan.rules) is an object with id, keywords, of which one is on the line, and pattern, a regular expression whose group
            "secret" is the credential; title, description, remedy and allow, texts that are none, may be added. Rules add to those that are built in, and switch none off.
            --format github prints annotations for a workflow; sarif, junit and html are for code scanning, CI and people.
            """,
        Arguments = [new("PATH", "A file or directory; the current directory by default", IsOptional: true) { Kind = WordKind.File, IsRepeatable = true }],
        Options = [Staged, History, Unreachable, Pushed, Input, NoIgnore, Submodules, Rules, Baseline, UpdateBaseline, LeakTrial.Verify, LeakTrial.Host],
        Formats = [OutputFormat.Text, OutputFormat.Json, OutputFormat.GitHub, OutputFormat.Sarif, OutputFormat.JUnit, OutputFormat.Html],
        Examples =
        [
            ("djc scan", "the work tree"),
            ("djc scan --staged", "what the next commit would bring"),
            ("djc scan --history --verify", "does what was once committed still work?"),
            ("djc scan --history --format sarif > leaks.sarif", "every commit, for code scanning"),
            ("pg_dumpall | djc scan --stdin dump.sql", "the output of a program"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        CheckOptions(context);
        string directory = context.HostEnvironment.FindCurrentDirectory()
            ?? throw new CommandException(ExitCode.Failure, "the current directory is gone", "change to a directory that exists");
        var baseline = BaselineFile.Open(context, directory, context.Line.TryGet(Baseline, out string? file) ? file : null);
        ConfigurationSnapshot? project = KnownSecrets.LoadProject(context);
        LeakScanner scanner = new(new LeakScannerOptions
        {
            KnownSecrets = KnownSecrets.In(project),
            Rules = OwnRules.List(context, project, context.Line.ListValues(Rules)),
            KeepsCredentials = context.Has(LeakTrial.Verify),
        });
        LeakReport report;
        try
        {
            report = await ScanAsync(context, scanner, directory);
        }
        catch (GitException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }

        if (context.Has(UpdateBaseline))
        {
            baseline.Write(context, report.Leaks);
            return ExitCode.Done;
        }

        LeakReport open = report.Without(baseline.Accepted);
        ScanResult result = new(open, report.Leaks.Count - open.Leaks.Count);
        if (context.Has(LeakTrial.Verify))
        {
            result.Add(await LeakTrial.RunAsync(context, open.Leaks));
        }

        ScanOutput.Write(context, result);
        return open.Leaks.Count == 0 && open.IsComplete ? ExitCode.Done : ExitCode.Failure;
    }

    private static void CheckOptions(CommandContext context)
    {
        OptionDefinition[] given = [.. Sources.Where(context.Has)];
        if (given.Length > 1)
        {
            throw CommandException.UsageError($"{given[0].Name} and {given[1].Name} are two scans", "run djc scan for each of them");
        }

        if (context.Has(Unreachable) && !context.Has(History))
        {
            throw CommandException.UsageError("--unreachable needs --history", "djc scan --history --unreachable");
        }

        if (context.Has(UpdateBaseline) && context.Has(LeakTrial.Verify))
        {
            throw CommandException.UsageError("--update-baseline and --verify are two things to do", "run djc scan for each of them");
        }

        LeakTrial.CheckOptions(context);
        bool takesPaths = given.Length == 0 || ((given[0] == Input || given[0] == Pushed) && context.Arguments.Count <= 1);
        if (!takesPaths && context.Arguments.Count > 0)
        {
            throw CommandException.UsageError($"{given[0].Name} takes no PATH here, got {Display.Quote(context.Arguments[^1])}", "djc scan PATH scans files");
        }
    }

    private static async Task<LeakReport> ScanAsync(CommandContext context, LeakScanner scanner, string directory)
    {
        CancellationToken cancellation = context.Cancellation;
        if (context.Has(Input))
        {
            await using Stream input = context.Terminal.OpenInput();
            return scanner.ScanStream(input, context.Arguments.Count > 0 ? context.Arguments[0] : "standard input", cancellation);
        }

        if (context.Has(Staged))
        {
            return await scanner.ScanStagedAsync(OpenRepository(directory), cancellation);
        }

        if (context.Has(History))
        {
            return ScanHistory(context, scanner, directory, context.Has(Unreachable) ? null : ["--all", "--reflog", "--indexed-objects"]);
        }

        if (context.Has(Pushed))
        {
            IReadOnlyList<string> revisions = PushedRevisions.Read(context.Terminal.OpenInput(), context.Arguments.Count > 0 ? context.Arguments[0] : "");
            return revisions.Count == 0
                ? scanner.ScanFiles(directory, [], cancellationToken: cancellation)
                : ScanHistory(context, scanner, directory, revisions);
        }

        ScannedFiles files = new(context, directory, context.Has(NoIgnore), context.Has(Submodules));
        await files.AddAsync(context.Arguments, cancellation);
        return scanner.ScanFiles(directory, files.Paths, files.Named, cancellation);
    }

    private static LeakReport ScanHistory(CommandContext context, LeakScanner scanner, string directory, IReadOnlyList<string>? revisions)
    {
        using GitHistory history = GitHistory.Open(directory) ?? throw CreateException(directory);
        if (history.IsEmpty)
        {
            context.WriteNote("the repository has no commits");
        }

        return scanner.ScanHistory(history, revisions, context.Cancellation);
    }

    private static GitRepository OpenRepository(string directory) =>
        GitRepository.FindRoot(directory) is string root && GitRepository.Open(root) is GitRepository repository ? repository
        : GitRepository.FindBare(directory) is not string bare ? throw CreateException(directory)
        : throw new CommandException(ExitCode.Failure, $"{Display.Sanitize(bare, 400)} is a bare repository: nothing is staged there", "djc scan --history");

    private static CommandException CreateException(string directory) =>
        new(ExitCode.Failure, $"{Display.Sanitize(directory, 400)} is not in a git repository", "djc scan scans the files of any directory");
}
