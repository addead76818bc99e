using System.Globalization;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Applies datajoint.json as datajoint-python does: key by key, and no further than the first value that pydantic rejects.</summary>
internal sealed class PythonFile
{
    private static readonly string[] Methods = ["load", "schema", "json", "copy"];
    private readonly PythonEnvironment _environment;
    private readonly PythonState _state;
    private string? _objection;

    private PythonFile(PythonEnvironment environment, PythonState state)
    {
        _environment = environment;
        _state = state;
    }

    /// <summary>Reads the file into the state.</summary>
    /// <returns>Why Python does not read it, or not to its end; else null.</returns>
    public static string? Apply(string path, PythonEnvironment environment, PythonState state)
    {
        if (FileReading.Read(path, JsonFile.MaxBytes).Bytes is not byte[] bytes)
        {
            return "it cannot read datajoint.json";
        }

        if (PythonJson.Read(bytes, out string? objection) is not PythonNode root)
        {
            return $"it reads nothing of datajoint.json, because {objection}";
        }

        PythonFile file = new(environment, state);
        foreach (KeyValuePair<string, PythonNode> member in root.Members)
        {
            if (!file.ApplyMember(member.Key, member.Value))
            {
                break;
            }
        }

        return file._objection;
    }

    private bool ApplyMember(string key, PythonNode value)
    {
        bool isDictionary = value.Kind == PythonNodeKind.Dictionary;
        if (key == "stores" && isDictionary)
        {
            foreach (KeyValuePair<string, PythonNode> store in value.Members)
            {
                _state.Stores[store.Key] = store.Value;
            }

            return true;
        }

        if (PythonFields.IsGroup(key) && isDictionary)
        {
            return value.Members.All(m => m.Key.IndexOf('.') >= 0 || Set(key + "." + m.Key, m.Value));
        }

        string[] parts = key.Split('.');
        if (parts.Length == 3 && parts[0] == "stores")
        {
            return SetAttribute(parts[1], parts[2], value);
        }

        if (isDictionary && parts.Length == 1)
        {
            return true;
        }

        return key == "ignore_config_file" ? SetIgnore(value)
            : Array.IndexOf(Methods, key) >= 0 ? Reject(key, value)
            : Set(key, value);
    }

    private bool Set(string key, PythonNode value)
    {
        if (PythonFields.Find(key) is not PythonField field || _environment.BeatsFile(field))
        {
            return true;
        }

        string? text = null;
        if (value.Kind == PythonNodeKind.Null ? !field.TakesNull : (text = PythonChecks.Convert(field, value)) is null)
        {
            return Reject(key, value);
        }

        if (text is null && key == "database.port")
        {
            text = _state.Text("database.backend") == "postgresql" ? "5432" : "3306";
        }

        _state.Settings[key] = new PythonValue(text, ProjectFinder.ConfigFileName);
        return true;
    }

    private bool SetIgnore(PythonNode value)
    {
        if (PythonChecks.Flag(value.Text) is not string flag)
        {
            return Reject("ignore_config_file", value);
        }

        _state.IgnoresSecrets = flag == "true";
        return true;
    }

    private bool SetAttribute(string store, string attribute, PythonNode value)
    {
        if (!_state.Stores.TryGetValue(store, out PythonNode? node))
        {
            _state.Stores[store] = node = new PythonNode(PythonNodeKind.Dictionary, "", value.Line);
        }

        if (node.Kind != PythonNodeKind.Dictionary)
        {
            return Reject("stores." + store, value);
        }

        node.Put(attribute, value);
        return true;
    }

    private bool Reject(string key, PythonNode value)
    {
        _objection = string.Format(
            CultureInfo.InvariantCulture, "it stops reading datajoint.json at {0} in line {1}, whose value it rejects", Display.Sanitize(key), value.Line);
        return false;
    }
}
