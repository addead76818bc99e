using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>Lines for <c>docker run --env-file</c>, which knows no quotes: a value is all behind the first =.</summary>
internal sealed class DockerFormat : IExportFormat
{
    /// <summary>Docker reads no longer line.</summary>
    private const int MaxLine = 64 * 1024 - 1;

    public string Name => "docker";

    public string Summary => "for docker run --env-file; podman reads it too";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        StringBuilder lines = new();
        foreach (SettingVariable variable in request.Variables)
        {
            string text = ExportText.Get(variable);
            if (text.AsSpan().ContainsAny('\n', '\r'))
            {
                throw Refusal(variable, "an env-file of Docker cannot hold a line break");
            }

            string line = $"{variable.Name}={text}";
            lines.Append(Encoding.UTF8.GetByteCount(line) <= MaxLine ? line : throw Refusal(variable, "Docker reads no line over 64 KiB")).Append('\n');
        }

        return lines.ToString();
    }

    private static CommandException Refusal(SettingVariable variable, string why) => ExportText.CreateException(
        variable, why, "djc run -- docker run --env NAME passes it on from the environment; djc export compose mounts it as a file");
}
