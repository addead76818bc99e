using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Operations;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>The rotation of the password of the database.</summary>
internal static class PasswordRotating
{
    public static Rotating Create(CommandContext context, DataJointConfig config, RotationText text)
    {
        DestinationConsent.Require(context, config.Snapshot, config.Snapshot.DatabaseFlows);
        DatabaseRotation rotation = new(config, CreateOptions(context)) { OnStep = text.Add, OnWarning = text.Warn };
        return new Rotating(rotation.PlanAsync, rotation.RunAsync);
    }

    /// <summary>How the password is rotated, as the command line says.</summary>
    /// <exception cref="CommandException">An option does not fit.</exception>
    public static RotationOptions CreateOptions(CommandContext context)
    {
        bool namesOther = context.Line.TryGet(RotateOptions.Other, out string? other);
        if (namesOther && !context.Has(RotateOptions.Alternate))
        {
            throw CommandException.UsageError("--other needs --alternate", "the user that --other names takes turns with the present one");
        }

        return new RotationOptions
        {
            Length = NumberOption.Read(context, RotateOptions.Length, RotationOptions.MinLength, RotationOptions.MaxLength) ?? new RotationOptions().Length,
            Grace = NumberOption.ReadTime(context, RotateOptions.Grace),
            Alternates = context.Has(RotateOptions.Alternate),
            OtherUser = namesOther && other!.Length > 0 ? other : null,
            Administrator = LoadAdministrator(context),
        };
    }

    private static ConfigurationSnapshot? LoadAdministrator(CommandContext context)
    {
        ConfigurationSnapshot? snapshot = AdministratorProject.Load(context);
        if (snapshot is not null)
        {
            DestinationConsent.Require(context, snapshot, snapshot.DatabaseFlows);
        }

        return snapshot;
    }
}
