using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets</c>: the credentials below .secrets/.</summary>
internal static class SecretsGroup
{
    public static Command Define() => new("secrets", "Store, list, remove and rotate credentials")
    {
        Commands =
        [
            SecretsSetCommand.Define(),
            SecretsListCommand.Define(),
            SecretsRemoveCommand.Define(),
            SecretsRotateCommand.Define(),
        ],
    };
}
