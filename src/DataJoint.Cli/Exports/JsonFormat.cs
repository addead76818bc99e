using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>One JSON object of variables and their values, for programs.</summary>
internal sealed class JsonFormat : IExportFormat
{
    public string Name => "json";

    public string Summary => "an object of variables and their values, for programs";

    public bool SplitsStores => false;

    public bool HoldsSecrets(bool reveals) => true;

    public string Write(ExportRequest request)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (SettingVariable variable in request.Variables)
            {
                json.WriteString(variable.Name, ExportText.Get(variable));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
