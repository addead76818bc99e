using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Exports;
using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc export FORMAT</c>: the resolved settings in the form that another program reads.</summary>
internal static class ExportCommand
{
    private static readonly OptionDefinition Output = new("--output", "FILE", "Write into a file, for the owner alone when secrets are in it")
    {
        Short = "-o",
        Kind = WordKind.File,
    };

    private static readonly OptionDefinition Overwrite = new("--overwrite", null, "Replace a file that holds something else");
    private static readonly OptionDefinition NoSecrets = new("--no-secrets", null, "Omit secrets");
    private static readonly OptionDefinition KeepReferences = new("--keep-references", null, "Leave references to secrets as they are, for a reader that resolves them");
    private static readonly OptionDefinition Apply = new("--apply", null, "Create the secrets with gh or glab, which read them from their standard input");
    private static readonly OptionDefinition Yes = new("--yes", null, "Create them without asking");

    public static Command Define() => new("export", "Write the resolved settings for another program")
    {
        Description =
            $"""
            Writes what djc run would give a program: the same DJ_* variables, in the form of

            {string.Join('\n', ExportFormats.All.Select(f => $"{f.Name,-11} {f.Summary}"))}

            dotenv, shell, fish, powershell, docker and json hold the text of secrets. They are printed with --reveal only, or
            written into the file of --output, which is for the owner alone (0600), is never written through a link, and which
            git is told to ignore; one that git tracks is refused. The others hold no secret: they name where it is, and the commands that put it there stand
            above as comments. With systemd-creds at hand, systemd gets the credentials encrypted for this machine.

            What a format cannot express is an error that names the setting, never another value.
            """,
        Arguments = [new("FORMAT", "The form") { Choices = [.. ExportFormats.All.Select(f => f.Name)] }],
        Options = [Output, Overwrite, CommonOptions.Reveal, NoSecrets, KeepReferences, Apply, Yes],
        Formats = [OutputFormat.Text],
        Examples =
        [
            ("djc export dotenv --output .env", "for Compose and python-dotenv"),
            ("eval \"$(djc export shell --reveal)\"", "into this shell"),
            ("djc export compose --output compose.datajoint.yaml", "a fragment without secrets, for the repository"),
            ("djc export github --apply", "create the repository's secrets, and print the env: block"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        IExportFormat format = ExportFormats.All.First(f => f.Name == context.Arguments[0]);
        if (context.Has(Apply) && format.Keeper is null)
        {
            throw CommandException.UsageError($"djc export {format.Name} takes no --apply", "it is for github and gitlab, which keep secrets by their names");
        }

        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        bool reveals = context.Has(CommonOptions.Reveal);
        List<SettingVariable> variables = await ListAsync(context, snapshot, format, resolves: false);
        bool hasSecrets = variables.Any(v => v.IsSecret);
        bool holdsSecrets = hasSecrets && format.HoldsSecrets(reveals);
        ExportTarget? target = context.Line.TryGet(Output, out string? file) ? ExportTarget.From(context, file, context.Has(Overwrite), holdsSecrets) : null;
        if (holdsSecrets && !reveals && target is null)
        {
            throw Refusal(format, variables);
        }

        context.ReportDiagnostics(snapshot.Diagnostics);
        string? encryptor = hasSecrets && format.Encryptor is string program ? FindEncryptor(context, program) : null;
        if (hasSecrets && (holdsSecrets || context.Has(Apply) || encryptor is not null))
        {
            variables = await ListAsync(context, snapshot, format, resolves: true);
        }

        ExportRequest request = new(variables)
        {
            Reveals = reveals,
            WriteProgram = () => RepeatedOptions.Write(context, snapshot.Project.Environment),
            Encrypt = (name, text) => encryptor is null ? null : Encrypt(context, encryptor, name, text),
        };
        string written = format.Write(request);
        byte[] content = Encoding.UTF8.GetBytes(written);
        if (target is not null)
        {
            await target.CheckAsync(content);
        }

        if (context.Has(Apply))
        {
            new ExportedSecrets(context, format.Keeper!, snapshot.Project.Root) { IsConfirmed = context.Has(Yes) }.Create(format.ListCommands(request));
        }

        if (target is not null)
        {
            await target.WriteAsync(content);
        }
        else
        {
            context.Output.Write(written);
        }

        return ExitCode.Done;
    }

    private static ValueTask<List<SettingVariable>> ListAsync(CommandContext context, ConfigurationSnapshot snapshot, IExportFormat format, bool resolves) =>
        new ConfigurationVariables(snapshot, context.Environment)
        {
            Resolves = resolves,
            OmitsSecrets = context.Has(NoSecrets),
            KeepsReferences = context.Has(KeepReferences),
            KeepsTexts = format.CopiesSecrets,
            SplitsStores = format.SplitsStores,
        }.ListAsync(context.Cancellation);

    private static CommandException Refusal(IExportFormat format, List<SettingVariable> variables)
    {
        IEnumerable<string> names = variables.Where(v => v.IsSecret).Select(v => Display.Sanitize(v.Key!)).Distinct();
        return CommandException.UsageError(
            $"the result holds secrets: {string.Join(", ", names)}",
            $"djc export {format.Name} --output FILE keeps them in a file for you alone; --reveal prints them, and --no-secrets omits them");
    }

    /// <summary>
    /// The program, where it can encrypt: that needs the key of the machine, so it works for root, and for others where systemd lets them. Elsewhere no secret
    /// is asked for, and the unit reads a file.
    /// </summary>
    private static string? FindEncryptor(CommandContext context, string name) =>
        ToolProcess.Find(context.Terminal, name) is string program && Encrypt(context, program, "datajoint.probe", "probe") is not null ? program : null;

    private static string? Encrypt(CommandContext context, string program, string name, string text)
    {
        (bool isDone, string output, _) = new ToolProcess(context.Terminal, program).Run(["encrypt", "--pretty", $"--name={name}", "-", "-"], text, context.Cancellation);
        return isDone ? output.TrimEnd('\n') : null;
    }
}
