using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Operations;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets rotate</c>: gives the account of the database another password, or a store another key.</summary>
internal static class SecretsRotateCommand
{
    private const string Password = "database.password";

    public static Command Define() => new("rotate", "Give the database account another password, or a store another key")
    {
        Description =
            """
            Makes a strong password, changes it at the server, proves that it logs in, writes it where the former one is kept,
            takes the former one out of force and proves that it is refused. No operation of other programs fails on MySQL, where
            the account keeps both passwords for a while (it needs the right APPLICATION_PASSWORD_ADMIN), and with --alternate on
            MariaDB and PostgreSQL, where two users take turns; else programs that connect during the change may be refused.

            Of a store it has another key made, proves and writes it, ends the former one and proves that it is refused; both work
            in between, so no operation fails. At Amazon, and with --iam-endpoint, AWS IAM makes and ends the keys; with --admin a
            Ceph gateway does. For all other stores, and with --by-hand, it says what to do at the server and takes the new key.

            An account or a user changes itself; another one is changed by whoever has the right to, with --admin by the account
            or the store of the same name in another project. Of that project the files alone count, not the variables.

            Killed or interrupted at any moment, the same command finishes what was begun: a journal beside the credential, for
            its owner alone and without a secret in clear, says how far it was. The exit code is 4 when the server cannot be
            reached or refuses, and 1 when the former credential still works in the end.
            """,
        Arguments = [new("KEY", "What to rotate: database.password, or a store such as stores.main") { Kind = WordKind.Setting }],
        Options = RotateOptions.All,
        Examples =
        [
            ("djc secrets rotate database.password --dry-run", "what would be done"),
            ("djc secrets rotate database.password --grace 1h --yes", "both passwords work for an hour, on MySQL"),
            ("djc secrets rotate database.password --alternate --admin ../dba", "two users take turns"),
            ("djc secrets rotate stores.main --grace 1h --yes", "another key, by AWS IAM"),
            ("djc secrets rotate stores.main --admin ../storage", "another key, by a Ceph gateway"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        string key = context.Arguments[0];
        bool isStore = key.StartsWith(KeyRotating.Prefix, StringComparison.Ordinal) && key.Length > KeyRotating.Prefix.Length;
        if (!isStore && SettingKeys.CheckSyntax(key).Text != Password)
        {
            throw CommandException.UsageError(
                $"{Display.Sanitize(key)} cannot be rotated: only database.password and stores can", $"change it where it counts, and run: djc secrets set {Display.Sanitize(key)}");
        }

        RotateOptions.Check(context, isStore);
        StoreProtocols.Register();
        DataJointConfig config = context.LoadConfig();
        context.ReportDiagnostics(config.Diagnostics);
        RotationText text = new(context, key);
        try
        {
            Rotating rotation = isStore
                ? await KeyRotating.CreateAsync(context, config, KeyRotating.NameIn(config.Snapshot, key), text)
                : PasswordRotating.Create(context, config, text);
            if (context.Has(RotateOptions.DryRun))
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
        catch (StoreException fault)
        {
            return StoreFault.Report(context, fault);
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

    private static async Task ConfirmAsync(CommandContext context, Rotating rotation, RotationText text)
    {
        if (context.Has(RotateOptions.Yes))
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
}
