using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>Lines for fish.</summary>
internal sealed class FishFormat : IExportFormat
{
    public string Name => "fish";

    public string Summary => "for fish: djc export fish --reveal | source";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        StringBuilder lines = new();
        foreach (SettingVariable variable in request.Variables)
        {
            string quoted = ExportText.Get(variable).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            lines.Append("set -gx ").Append(variable.Name).Append(" '").Append(quoted).Append("'\n");
        }

        return lines.ToString();
    }
}
