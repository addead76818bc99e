using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets set KEY</c>: stores a credential, read from a hidden prompt or standard input.</summary>
internal static class SecretsSetCommand
{
    private const int MaxAttempts = 3;

    private const string ValueHint = "run it with the key alone, and the value is asked for. As an argument every user of the machine could see it, and the shell keeps it in its history: "
        + "remove it there, and change the secret where others may have seen it";

    private static readonly OptionDefinition Protect = new("--protect", null, "On Windows: store it encrypted for the current user, as a reference ref+dpapi://…");

    public static Command Define() => new("set", "Store a credential in .secrets/")
    {
        Description =
            """
            Reads the value from a hidden prompt on a terminal, which asks twice, else from standard input, never from an
            argument, which every user of the machine could see. White space around it is removed. It is kept where the key
            stands already, else in a file of its own in .secrets/; with an environment (--env, or DJ_ENV) in
            .secrets/datajoint.<env>.json. Afterwards it is the value that the secrets layer gives. With --protect, on
            Windows, only the current user of this machine can read it; who trusts the project's server has it sent there.
            """,
        Arguments = [new("KEY", "The setting") { Kind = WordKind.Setting }],
        Options = [Protect],
        SurplusHint = ValueHint,
        Examples =
        [
            ("djc secrets set database.password", "asks for the password"),
            ("pass show lab/db | djc secrets set database.password", "takes it from another program"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        if (context.Arguments[0].IndexOf('=') is int sign and > 0 && SettingKey.Find(context.Arguments[0][..sign]) is SettingKey assigned)
        {
            throw CommandException.UsageError($"djc secrets set expects the key alone, got {Display.Sanitize(assigned.Text)}=…", ValueHint);
        }

        SettingKey key = SettingKeys.CheckSyntax(context.Arguments[0]);
        ConfigurationOptions options = context.CreateOptions();
        ProjectLocation project = ProjectEditor.Locate(options);
        EditReport.CheckAttribute(context, key, options);
        if (context.Has(Protect) && !OperatingSystem.IsWindows())
        {
            throw CommandException.UsageError("--protect encrypts for a user of Windows, and this is not Windows", "leave it out: .secrets/ is kept from others by its mode");
        }

        Secret value = Read(context, key);
        if (context.Has(Protect))
        {
            value = EditReport.Guard(() => ProjectEditor.Protect(value));
        }

        IReadOnlyList<FileEdit> edits = EditReport.Guard(() => new ProjectEditor(project).SetSecret(key.Text, value));
        FileEdit written = edits[^1];
        EditReport.Write(context, [.. edits.Where(e => e.Outcome != EditOutcome.Kept || ReferenceEquals(e, written))], key.Text);
        EditReport.WarnOfEffect(context, options, key, written, SettingLayer.Secrets);
        return new(ExitCode.Done);
    }

    private static Secret Read(CommandContext context, SettingKey key)
    {
        if (!context.Terminal.IsInputTerminal)
        {
            return ReadInput(context, key);
        }

        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            string typed = HiddenLine.Ask(context, key.Text, $"{Display.Sanitize(key.Text)} (hidden): ");
            if (HiddenLine.Ask(context, key.Text, "once more, to be sure: ") == typed)
            {
                return new Secret(typed);
            }

            context.Error.Write(attempt < MaxAttempts ? "the two differ; try again\n" : "the two differ\n");
        }

        throw new CommandException(
            ExitCode.Failure, "nothing was stored", $"djc secrets set {Display.Sanitize(key.Text)} < FILE takes the value from a file");
    }

    private static Secret ReadInput(CommandContext context, SettingKey key)
    {
        byte[] buffer = new byte[ProjectEditor.MaxSecretBytes + 1];
        using Stream input = context.Terminal.OpenInput();
        int length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return EditReport.Guard(() => ProjectEditor.ReadSecret(key.Text, buffer[..length])) ?? throw HiddenLine.Empty(key.Text);
    }
}
