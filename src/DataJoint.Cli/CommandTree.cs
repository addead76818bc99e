using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Commands.Config;
using DataJoint.Cli.Commands.Database;
using DataJoint.Cli.Commands.Leaks;
using DataJoint.Cli.Commands.Project;
using DataJoint.Cli.Commands.Secrets;
using DataJoint.Cli.Commands.Store;

namespace DataJoint.Cli;

/// <summary>All commands of djc. A new command is one file in Commands and one line here.</summary>
internal static class CommandTree
{
    /// <summary>The tree, from the program down.</summary>
    public static Command Create() => new("djc", "Shows, explains, checks and edits DataJoint settings and credentials")
    {
        Description = "Every setting has one value and every value has one place: djc shows which, and why.",
        Commands =
        [
            InitCommand.Define(),
            CheckCommand.Define(),
            ConfigGroup.Define(),
            SecretsGroup.Define(),
            ConnCommand.Define(),
            SqlCommand.Define(),
            MigrateCommand.Define(),
            StoreGroup.Define(),
            RunCommand.Define(),
            ExportCommand.Define(),
            ImportCommand.Define(),
            ScanCommand.Define(),
            GuardGroup.Define(),
            IncidentCommand.Define(),
            PurgeCommand.Define(),
            TrustCommand.Define(),
            UntrustCommand.Define(),
            CompletionCommand.Define(),
            CompleteCommand.Define(),
            WatchCommand.Define(),
        ],
        Examples =
        [
            ("djc check", "is everything right, and can the database and the stores be reached?"),
            ("djc config show", "every setting, its value and where it comes from"),
            ("djc config explain database.host", "why this value, and who else gives one"),
            ("djc secrets set database.password", "keep a credential in .secrets/"),
            ("djc sql 'SELECT 1'", "ask the database something"),
            ("djc run -- python analysis.py", "run a program with the resolved settings"),
        ],
    };
}
