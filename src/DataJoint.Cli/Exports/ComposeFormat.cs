using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>A fragment for Docker Compose: secrets as mounted files, which Compose takes from its own environment.</summary>
internal sealed class ComposeFormat : IExportFormat
{
    private const string Mounted = "/run/secrets/";

    public string Name => "compose";

    public string Summary => "a service for Docker Compose, with secrets: as mounted files";

    public bool SplitsStores => false;

    public bool CopiesSecrets => false;

    public string Write(ExportRequest request)
    {
        SettingVariable[] secrets = [.. request.Secret];
        StringBuilder text = new();
        if (secrets.Length > 0)
        {
            text.Append($"# No secret stands here: {request.Command} run -- docker compose up\n");
        }

        text.Append("services:\n  app:\n    environment:\n");
        foreach (SettingVariable variable in request.Plain)
        {
            text.Append($"      {variable.Name}: {YamlText.Quote(ExportText.Get(variable).Replace("$", "$$", StringComparison.Ordinal))}\n");
        }

        foreach (SettingVariable secret in secrets)
        {
            ExportText.CheckFile(secret);
            text.Append($"      {secret.Name}_FILE: \"{Mounted}{NameOf(secret)}\"\n");
        }

        if (secrets.Length > 0)
        {
            text.Append("    secrets:\n").AppendJoin("", secrets.Select(s => $"      - {NameOf(s)}\n"));
            text.Append("secrets:\n").AppendJoin("", secrets.Select(s => $"  {NameOf(s)}:\n    environment: \"{s.Name}\"\n"));
        }

        return text.ToString();
    }

    private static string NameOf(SettingVariable secret) => secret.Name.ToLowerInvariant();
}
