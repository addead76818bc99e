using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Reads a secrets directory as datajoint-python does: two single-value files, and <c>stores.NAME.ATTRIBUTE</c>; each only fills a gap.</summary>
internal sealed class PythonSecrets
{
    private readonly string _directory;
    private readonly string _shown;
    private readonly PythonState _state;

    public PythonSecrets(string directory, string shown, PythonState state)
    {
        _directory = directory;
        _shown = shown;
        _state = state;
    }

    public void Fill()
    {
        if (!DirectoryListing.TryList(_directory, out List<string> names, out _))
        {
            return;
        }

        foreach (string name in names)
        {
            string[] parts = name.Split('.');
            if (name is "database.user" or "database.password")
            {
                FillSetting(name);
            }
            else if (parts.Length == 3 && parts[0] == "stores")
            {
                FillAttribute(name, parts[1], parts[2]);
            }
        }
    }

    private void FillSetting(string key)
    {
        if (_state.Text(key) is null && ReadText(key) is string text)
        {
            _state.Settings[key] = new PythonValue(text, _shown + "/" + key);
        }
    }

    private void FillAttribute(string name, string store, string attribute)
    {
        if (!_state.Stores.TryGetValue(store, out PythonNode? node))
        {
            node = new PythonNode(PythonNodeKind.Dictionary, "", 1);
        }

        if (node.Kind == PythonNodeKind.Dictionary && node.Find(attribute) is null && ReadText(name) is string text)
        {
            node.Put(attribute, new PythonNode(PythonNodeKind.Text, text, 1));
            _state.Stores[store] = node;
            _state.AttributeSources[name] = _shown + "/" + name;
        }
    }

    /// <summary>The text without white space around it; a byte-order mark and a caption stay, as in Python.</summary>
    private string? ReadText(string name) =>
        FileReading.Read(Path.Combine(_directory, name), SingleValueText.MaxBytes).Bytes is byte[] bytes
            ? Encoding.UTF8.GetString(bytes).Trim()
            : null;
}
