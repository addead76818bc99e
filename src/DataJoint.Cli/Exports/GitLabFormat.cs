using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>The <c>variables:</c> of a GitLab pipeline; secrets are variables of the project, which every job has.</summary>
internal sealed class GitLabFormat : IExportFormat
{
    private const int ShortestMasked = 8;
    private static readonly string[] Masked = ["--masked"];

    public string Name => "gitlab";

    public string Summary => "variables: for GitLab CI, and the glab commands that create the secret ones";

    public bool SplitsStores => true;

    public SecretKeeper Keeper { get; } = new("glab", ["repo", "view", "--output", "json"], "web_url");

    public string Write(ExportRequest request)
    {
        StringBuilder text = new();
        SecretComments.Write(text, request, ListCommands(request));
        text.Append("variables:\n");
        foreach (SettingVariable variable in request.Plain)
        {
            string value = YamlText.Quote(ExportText.Get(variable));
            text.Append(value.Contains('$', StringComparison.Ordinal)
                ? $"  {variable.Name}:\n    value: {value}\n    expand: false\n"
                : $"  {variable.Name}: {value}\n");
        }

        return text.ToString();
    }

    public IReadOnlyList<SecretCommand> ListCommands(ExportRequest request) => [.. request.Secret.Select(Command)];

    /// <summary>Raw, since GitLab expands $ otherwise. glab creates with one command and replaces with another.</summary>
    private static SecretCommand Command(SettingVariable secret)
    {
        string[] rest = [CheckEnds(secret).Name, "--raw", .. CanBeMasked(secret) ? Masked : []];
        return new("glab", secret, ["variable", "set", .. rest], ["variable", "update", .. rest]);
    }

    private static SettingVariable CheckEnds(SettingVariable secret) => secret.Text is string text && text != text.Trim()
        ? throw ExportText.CreateException(secret, "glab would take the white space around it away")
        : secret;

    /// <summary>What GitLab demands of a value that it is to mask in logs.</summary>
    private static bool CanBeMasked(SettingVariable secret) =>
        secret.Text is not string text || (text.Length >= ShortestMasked && !text.Any(char.IsWhiteSpace));
}
