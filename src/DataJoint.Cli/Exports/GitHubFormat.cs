using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>The <c>env:</c> of a GitHub workflow, with the secrets of the repository by their names.</summary>
internal sealed class GitHubFormat : IExportFormat
{
    private const string Expression = "${{";

    public string Name => "github";

    public string Summary => "env: for a GitHub workflow, and the gh commands that create its secrets";

    public bool SplitsStores => true;

    public SecretKeeper Keeper { get; } = new("gh", ["repo", "view", "--json", "url"], "url");

    public string Write(ExportRequest request)
    {
        StringBuilder text = new();
        SecretComments.Write(text, request, ListCommands(request));
        text.Append("env:\n");
        foreach (SettingVariable variable in request.Variables)
        {
            string value = variable.IsSecret
                ? $"{Expression} secrets.{variable.Name} }}}}"
                : YamlText.Quote(ExportText.Get(variable).Replace(Expression, Expression + " '" + Expression + "' }}", StringComparison.Ordinal));
            text.Append($"  {variable.Name}: {value}\n");
        }

        return text.ToString();
    }

    public IReadOnlyList<SecretCommand> ListCommands(ExportRequest request) => [.. request.Secret.Select(Command)];

    /// <summary>gh takes line breaks at the end of what it reads for those of the terminal.</summary>
    private static SecretCommand Command(SettingVariable secret) => secret.Text?.EndsWith('\n') == true || secret.Text?.EndsWith('\r') == true
        ? throw ExportText.CreateException(secret, "gh would take the line break at its end away")
        : new("gh", secret, ["secret", "set", secret.Name]);
}
