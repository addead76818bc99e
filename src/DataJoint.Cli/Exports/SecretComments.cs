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
            string print = request.PrintCommand(command.Secret);
            text.Append("#   ").AppendJoin(" || ", command.Lines.Select(line => $"{print} | {line}")).Append('\n');
        }
    }
}
