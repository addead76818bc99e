using System.Text;
using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Exports;

/// <summary>A Secret, and what a Deployment needs to mount it where every load looks.</summary>
internal sealed class KubernetesFormat : IExportFormat
{
    public string Name => "k8s";

    public string Summary => "a Deployment for Kubernetes that mounts a Secret; with --reveal that Secret too";

    public bool SplitsStores => true;

    public bool HoldsSecrets(bool reveals) => reveals;

    public string Write(ExportRequest request)
    {
        StringBuilder text = new();
        bool hasSecrets = request.Secret.Any();
        if (hasSecrets && request.Reveals)
        {
            WriteSecret(text, [.. request.Secret]);
            text.Append("---\n");
        }
        else if (hasSecrets)
        {
            text.Append($"# The Secret that it mounts: {request.Command} export k8s --reveal\n");
        }

        WriteDeployment(text, request, hasSecrets);
        return text.ToString();
    }

    private static void WriteSecret(StringBuilder text, SettingVariable[] secrets)
    {
        text.Append("apiVersion: v1\nkind: Secret\nmetadata:\n  name: datajoint\ntype: Opaque\nstringData:\n");
        foreach (SettingVariable secret in secrets.Where(IsFile))
        {
            text.Append($"  {secret.Key}: {YamlText.Quote(ExportText.Get(secret))}\n");
        }

        // What no file of its own can hold goes into the JSON file that is read there.
        SettingVariable[] others = [.. secrets.Where(s => !IsFile(s))];
        if (others.Length > 0)
        {
            string members = string.Join(',', others.Select(s => $"{JsonText(s.Key!)}:{(s.IsGroup ? ExportText.Get(s) : JsonText(ExportText.Get(s)))}"));
            text.Append($"  {ProjectLocation.MountedSecretsFile}: {YamlText.Quote($"{{{members}}}")}\n");
        }
    }

    private static void WriteDeployment(StringBuilder text, ExportRequest request, bool hasSecrets)
    {
        text.Append("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  selector:\n    matchLabels:\n      app: app\n");
        text.Append("  template:\n    metadata:\n      labels:\n        app: app\n    spec:\n      containers:\n        - name: app\n          image: IMAGE\n");

        // Not what keeps files out: the mounted secrets are files.
        SettingVariable[] plain = [.. request.Plain.Where(v => v.Key is not null)];
        if (plain.Length > 0)
        {
            text.Append("          env:\n");
        }

        foreach (SettingVariable variable in plain)
        {
            // $(NAME) would be another variable.
            text.Append($"            - name: {variable.Name}\n              value: {YamlText.Quote(ExportText.Get(variable).Replace("$", "$$", StringComparison.Ordinal))}\n");
        }

        if (hasSecrets)
        {
            text.Append("          volumeMounts:\n            - name: datajoint\n");
            text.Append($"              mountPath: {HostEnvironment.DefaultMountedSecrets}\n              readOnly: true\n");
            text.Append("      volumes:\n        - name: datajoint\n          projected:\n            sources:\n              - secret:\n                  name: datajoint\n");
        }
    }

    /// <summary>Whether the secret can be a file, and its key one of a Secret.</summary>
    private static bool IsFile(SettingVariable secret) =>
        !secret.IsGroup && secret.Key!.Length <= 253 && secret.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && SecretFileText.Fits(secret);

    private static string JsonText(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
