using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Tests;

/// <summary>A source as anybody would add it: the laboratory's file of common settings, one <c>key=value</c> a line.</summary>
internal sealed class LabFileSource(string path, SettingLayer layer) : ISource
{
    public SettingLayer Layer => layer;

    public bool ReadsFiles => true;

    /// <summary>How often it has been read.</summary>
    public int Readings { get; private set; }

    /// <summary>What happens while it is being read.</summary>
    public Action? Meanwhile { get; set; }

    public IEnumerable<string> Locate(SourceReading reading) => [path];

    public void Read(SourceReading reading)
    {
        Readings++;
        FileContent content = FileReading.Read(path, max: 1024);
        reading.Note(path, content.Facts);
        ValueTable table = new(layer);
        string[] lines = Encoding.UTF8.GetString(content.Bytes ?? []).Split(['\n'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++)
        {
            (string name, string text) = (lines[i].Split('=')[0], lines[i].Split('=')[1]);
            SettingKey key = ProgrammaticSource.KeyOf(name);
            if (ValueReading.TryRead(key, text, out object? value, out ValueProblem? problem))
            {
                table.Set(key, new RawValue(value, layer, path, i + 1, name.Length + 2));
            }
            else
            {
                reading.Diagnostics.Add(problem.Rule, problem.Message, problem.Hint, new Origin(path, i + 1, name.Length + 2));
            }
        }

        reading.Give(table);
        Meanwhile?.Invoke();
    }
}
