using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Operations;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets rotate database.password</c>: gives the account another password.</summary>
internal static class SecretsRotateCommand
{
    private const string Password = "database.password";

    private static readonly OptionDefinition Length = new("--length", "N", "The characters of the new password, 16 to 128; 32 by default");
    private static readonly OptionDefinition Grace = new("--grace", "TIME", "For how long the former password goes on working, such as 30s, 10m, 12h; 10s by default");
    private static readonly OptionDefinition Alternate = new("--alternate", null, "Two users take turns: the other one gets the new password and is written too");
    private static readonly OptionDefinition Other = new("--other", "USER", "The other of the two users; by default NAME_b for NAME_a, and NAME_a for NAME_b");
    private static readonly OptionDefinition Admin = new("--admin", "DIR", "The project of an administrator, who changes the accounts") { Kind = WordKind.Directory };
    private static readonly OptionDefinition DryRun = new("--dry-run", null, "Log in and show what would be done; change nothing");
    private static readonly OptionDefinition Yes = new("--yes", null, "Rotate without asking");

    public static Command Define() => new("rotate", "Give the database account another password")
    {
        Description =
            """
            Makes a strong password, changes it at the server, proves that it logs in, writes it where the former one is kept,
            takes the former one out of force and proves that it is refused. No operation of other programs fails on MySQL, where
            the account keeps both passwords for a while (it needs the right APPLICATION_PASSWORD_ADMIN), and with --alternate on
            MariaDB and PostgreSQL, where two users take turns; else programs that connect during the change may be refused.

            The account changes itself; another account is changed by whoever has the right to, with --admin by the account of
            another project. Of that project the files alone count, not the variables.

            Killed or interrupted at any moment, the same command finishes what was begun: a journal beside the credential, for
            its owner alone and without a secret in clear, says how far it was. The exit code is 4 when the server cannot be
            reached or refuses, and 1 when the former password still works in the end.
            """,
        Arguments = [new("KEY", "What to rotate: database.password") { Kind = WordKind.Setting }],
        Options = [Length, Grace, Alternate, Other, Admin, DryRun, Yes],
        Examples =
        [
            ("djc secrets rotate database.password --dry-run", "what would be done"),
            ("djc secrets rotate database.password --grace 1h --yes", "both passwords work for an hour, on MySQL"),
            ("djc secrets rotate database.password --alternate --admin ../dba", "two users take turns"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        CheckKey(context.Arguments[0]);
        DataJointConfig config = context.LoadConfig();
        context.ReportDiagnostics(config.Diagnostics);
        DestinationConsent.Require(context, config.Snapshot, config.Snapshot.DatabaseFlows);
        RotationText text = new(context);
        DatabaseRotation rotation = new(config, ReadOptions(context)) { OnStep = text.Add, OnWarning = text.Warn };
        try
        {
            if (context.Has(DryRun))
            {
                text.WritePlan(await rotation.PlanAsync(context.Cancellation));
                return ExitCode.Done;
            }

            await ConfirmAsync(context, rotation, text);
            await rotation.RunAsync(context.Cancellation);
            text.Finish(null);
            return ExitCode.Done;
        }
        catch (ConfigurationEditException refused)
        {
            throw CommandException.UsageError(refused.Message, refused.Diagnostic.Hint);
        }
        catch (RotationException failed)
        {
            text.Finish(failed.Diagnostic);
            return failed.Diagnostic.Id switch
            {
                DiagnosticIds.RotationImpossible => ExitCode.InvalidConfiguration,
                DiagnosticIds.RotationFormerAccepted => ExitCode.Failure,
                _ => ExitCode.Unreachable,
            };
        }
    }

    private static async Task ConfirmAsync(CommandContext context, DatabaseRotation rotation, RotationText text)
    {
        if (context.Has(Yes))
        {
            return;
        }

        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError("cannot prompt: no terminal", "add --yes to rotate, or --dry-run to see what would be done");
        }

        text.WriteOutlook(await rotation.PlanAsync(context.Cancellation));
        if (!Question.Ask(context, "Rotate?"))
        {
            throw Question.Declined("nothing was changed");
        }
    }

    private static RotationOptions ReadOptions(CommandContext context)
    {
        bool namesOther = context.Line.TryGet(Other, out string? other);
        if (namesOther && !context.Has(Alternate))
        {
            throw CommandException.UsageError("--other needs --alternate", "the user that --other names takes turns with the present one");
        }

        return new RotationOptions
        {
            Length = NumberOption.Read(context, Length, RotationOptions.MinLength, RotationOptions.MaxLength) ?? new RotationOptions().Length,
            Grace = NumberOption.ReadTime(context, Grace),
            Alternates = context.Has(Alternate),
            OtherUser = namesOther && other!.Length > 0 ? other : null,
            Administrator = LoadAdministrator(context),
        };
    }

    /// <summary>Variables are those of the account that is rotated; an administrator's project has its own files.</summary>
    private static ConfigurationSnapshot? LoadAdministrator(CommandContext context)
    {
        if (!context.Line.TryGet(Admin, out string? given))
        {
            return null;
        }

        string path = Path.Combine(context.HostEnvironment.FindCurrentDirectory() ?? "", given);
        if (given.Length == 0 || given.Contains('\0', StringComparison.Ordinal) || !Directory.Exists(path))
        {
            throw CommandException.UsageError($"--admin: {Display.Quote(given)} is not a directory");
        }

        var variables = context.HostEnvironment.ListVariables().Where(each => !each.Key.StartsWith("DJ_", StringComparison.Ordinal))
            .ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);
        ConfigurationSnapshot snapshot = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = path,
            TrustedDestinations = context.Line.ListValues(GlobalOptions.Trust),
            HostEnvironment = new HostEnvironment(variables, context.HostEnvironment.FindCurrentDirectory(), homeDirectory: context.HostEnvironment.FindHomeDirectory()),
        }).Snapshot;
        context.ReportDiagnostics(snapshot.Diagnostics);
        DestinationConsent.Require(context, snapshot, snapshot.DatabaseFlows);
        return snapshot;
    }

    private static void CheckKey(string key)
    {
        if (key.StartsWith("stores.", StringComparison.Ordinal))
        {
            throw CommandException.UsageError(
                $"{Display.Sanitize(key)} cannot be rotated: only database.password can",
                "make a second key where the store's keys are made, keep it with djc secrets set, try it with djc check, and remove the former one there");
        }

        if (SettingKeys.CheckSyntax(key).Text != Password)
        {
            throw CommandException.UsageError(
                $"{Display.Sanitize(key)} cannot be rotated: only database.password can", $"change it where it counts, and run: djc secrets set {Display.Sanitize(key)}");
        }
    }
}
