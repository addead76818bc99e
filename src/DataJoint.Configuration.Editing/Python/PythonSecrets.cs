using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Reads a secrets directory as datajoint-python does: two single-value files, and <c>stores.NAME.ATTRIBUTE</c>; each only fills a gap.</summary>
internal sealed class PythonSecrets
{
    /// <summary>Python has no limit; nobody keeps a larger one.</summary>
    private const int MaxBytes = 64 << 20;

    private readonly string _directory;
    private readonly string _shown;
    private readonly PythonState _state;
    private readonly List<(string Source, string Why)> _failures = [];

    private PythonSecrets(string directory, string shown, PythonState state)
    {
        _directory = directory;
        _shown = shown;
        _state = state;
    }

    /// <summary>Fills the gaps of the state.</summary>
    /// <returns>Files with which <c>import datajoint</c> raises an exception, and why.</returns>
    public static IReadOnlyList<(string Source, string Why)> Fill(string directory, string shown, PythonState state)
    {
        PythonSecrets secrets = new(directory, shown, state);
        secrets.Fill();
        return secrets._failures;
    }

    private void Fill()
    {
        FillSetting("database.user");
        FillSetting("database.password");
        if (!DirectoryListing.TryList(_directory, out List<string> names, out _))
        {
            _failures.Add((_shown, "it cannot list it"));
            return;
        }

        foreach (string name in names)
        {
            string[] parts = name.Split('.');
            if (parts.Length == 3 && parts[0] == "stores" && ReadText(name) is string text)
            {
                FillAttribute(name, parts[1], parts[2], text);
            }
        }
    }

    private void FillSetting(string key)
    {
        if (ReadText(key) is string text && _state.Text(key) is null)
        {
            _state.Settings[key] = new PythonValue(text, _shown + "/" + key);
        }
    }

    private void FillAttribute(string name, string store, string attribute, string text)
    {
        PythonNode node = _state.Stores.Find(store) ?? new PythonNode(PythonNodeKind.Dictionary, "", 1);
        if (node.Kind == PythonNodeKind.Dictionary)
        {
            _state.Stores.Put(store, node);
            if (!node.Contains(attribute))
            {
                node.Put(attribute, new PythonNode(PythonNodeKind.Text, text, 1));
                _state.AttributeSources[name] = _shown + "/" + name;
            }
        }
        else if (node.Kind != PythonNodeKind.Text || node.Text.IndexOf(attribute, StringComparison.Ordinal) < 0)
        {
            _failures.Add((_shown + "/" + name, $"stores.{Display.Sanitize(store)} is not an object that it could put the attribute into"));
        }
    }

    /// <summary>The text without white space around it; a byte-order mark and a caption stay, and line ends become one kind, as in Python.</summary>
    private string? ReadText(string name)
    {
        string path = Path.Combine(_directory, name);
        if (FileReading.Stat(path).Kind != EntryKind.File)
        {
            return null;
        }

        byte[]? bytes = FileReading.Read(path, MaxBytes).Bytes;
        if (bytes is null || Utf8Text.FirstInvalid(bytes, 0) >= 0)
        {
            _failures.Add((_shown + "/" + name, bytes is null ? "it cannot read it" : "it is not UTF-8"));
            return null;
        }

        return PythonChecks.Strip(Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n").Replace('\r', '\n'));
    }
}
