using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>A drop-in for a unit of systemd: secrets are credentials, which the unit reads as files.</summary>
internal sealed class SystemdFormat : IExportFormat
{
    public string Name => "systemd";

    public string Summary => "a drop-in for a systemd unit, with the secrets as credentials";

    public bool SplitsStores => true;

    public string Encryptor => "systemd-creds";

    public string Write(ExportRequest request)
    {
        StringBuilder comments = new();
        StringBuilder section = new("[Service]\n");
        foreach (SettingVariable variable in request.Plain)
        {
            section.Append($"Environment={Assign(variable.Name, Escape(variable))}\n");
        }

        foreach (SettingVariable secret in request.Secret)
        {
            string name = NameOf(secret);
            section.Append($"Environment={Assign(secret.Name + "_FILE", "%d/" + name)}\n");
            ExportText.CheckFile(secret);
            string? encrypted = secret.Text is string text ? request.Encrypt(name, text) : null;
            if (encrypted is null)
            {
                string file = $"/etc/credstore/datajoint/{name}";
                comments.Append($"#   {request.PrintCommand(secret)} | sudo install -D -m 600 /dev/stdin {file}\n");
                encrypted = $"LoadCredential={name}:{file}";
            }

            section.Append(encrypted).Append('\n');
        }

        string note = comments.Length > 0 ? $"# The credentials, once:\n{comments}" : request.Secret.Any() ? "# The credentials can be decrypted on this machine only.\n" : "";
        return note + section;
    }

    /// <summary>The key, which is a single-value file's name too, where that can be a credential's.</summary>
    private static string NameOf(SettingVariable secret) =>
        !secret.IsGroup && secret.Key!.Length <= 200 && secret.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? secret.Key : secret.Name.ToLowerInvariant();

    private static string Assign(string name, string value) => $"\"{name}={value}\"";

    private static string Escape(SettingVariable variable)
    {
        StringBuilder escaped = new();
        foreach (char c in ExportText.Get(variable))
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                '%' => escaped.Append("%%"),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append("\\t"),
                _ when char.IsControl(c) => throw ExportText.CreateException(variable, "systemd takes no control characters in Environment="),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
