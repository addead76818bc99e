using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary><c>datajoint.json</c>, or the file of the chosen environment, in one of the directories.</summary>
internal sealed class JsonFileSource : ISource
{
    private readonly SourcePlace _place;
    private readonly bool _isOfEnvironment;

    public JsonFileSource(SourcePlace place, bool isOfEnvironment = false)
    {
        _place = place;
        _isOfEnvironment = isOfEnvironment;
    }

    public SettingLayer Layer => _place == SourcePlace.Project ? SettingLayer.Project : SettingLayer.Secrets;

    public bool ReadsFiles => true;

    public IEnumerable<string> Locate(SourceReading reading) =>
        FileName(reading) is string name && SourceFolder.Locate(_place, reading) is string directory ? [Path.Combine(directory, name)] : [];

    public void Read(SourceReading reading)
    {
        if (FileName(reading) is string name && reading.Open(_place) is { } folder && folder.MayHave(name))
        {
            Read(reading, folder, name);
        }
    }

    private void Read(SourceReading reading, SourceFolder folder, string name)
    {
        string path = folder.PathOf(name);
        string shown = folder.Show(name);
        SettingsFile file = new(path, shown, Layer, _isOfEnvironment ? reading.Project.Environment : null);
        ValueTable? table = JsonFile.Read(file, reading.Diagnostics, out EntryFacts facts);
        reading.Note(path, facts);
        folder.CheckFile(path, shown, facts);
        if (table is not null)
        {
            reading.HasEnvironmentFile |= _isOfEnvironment;
            if (!table.IsEmpty)
            {
                reading.Give(table, path);
            }
        }
    }

    private string? FileName(SourceReading reading) =>
        _isOfEnvironment ? reading.Project.Environment is string environment ? ProjectFileNames.ForEnvironment(environment) : null
        : _place == SourcePlace.Project ? reading.Project.ConfigFileName
        : ProjectFileNames.Config;
}
