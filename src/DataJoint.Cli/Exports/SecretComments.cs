using System.Text;

namespace DataJoint.Cli.Exports;

/// <summary>Comments with the commands that create the secrets which a block names.</summary>
internal static class SecretComments
{
    public static void Write(StringBuilder text, ExportRequest request, IReadOnlyList<SecretCommand> commands)
    {
        if (commands.Count == 0)
        {
            return;
        }

        text.Append("# The secrets, once:\n");
        foreach (SecretCommand command in commands)
        {
            text.Append($"#   {request.PrintCommand(command.Secret)} | {command.Line}\n");
        }
    }
}
