using System.Text;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>Lines for PowerShell.</summary>
/// <remarks>
/// In ASCII and without line breaks in values: Windows PowerShell reads what programs print, and files, in code pages of its own, and a pipe makes
/// objects of lines.
/// </remarks>
internal sealed class PowerShellFormat : IExportFormat
{
    public string Name => "powershell";

    public string Summary => "for PowerShell: djc export powershell --reveal | Invoke-Expression";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        StringBuilder lines = new();
        foreach (SettingVariable variable in request.Variables)
        {
            lines.Append("$env:").Append(variable.Name).Append(" = ").Append(Quote(ExportText.Get(variable))).Append('\n');
        }

        return lines.ToString();
    }

    private static string Quote(string text)
    {
        StringBuilder quoted = new("'");
        foreach (char c in text)
        {
            _ = c is < ' ' or > '~' ? quoted.Append("' + [char]0x").Append(ExportText.Hex(c, 1)).Append(" + '") : quoted.Append(c, c == '\'' ? 2 : 1);
        }

        return quoted.Append('\'').ToString();
    }
}
