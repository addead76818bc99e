using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>Lines for POSIX shells.</summary>
internal sealed class ShellFormat : IExportFormat
{
    public string Name => "shell";

    public string Summary => "for sh, bash and zsh: eval \"$(djc export shell --reveal)\"";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        StringBuilder lines = new();
        foreach (SettingVariable variable in request.Variables)
        {
            lines.Append("export ").Append(variable.Name).Append("='").Append(ExportText.Get(variable).Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");
        }

        return lines.ToString();
    }
}
