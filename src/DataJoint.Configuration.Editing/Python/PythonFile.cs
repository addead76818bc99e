using System.Globalization;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Applies datajoint.json as datajoint-python does: key by key, and no further than the first value that pydantic rejects.</summary>
internal sealed class PythonFile
{
    private const string Stores = "stores";
    private const string Ignore = "ignore_config_file";
    private static readonly PythonField IgnoreField = new(Ignore, PythonFieldKind.Boolean);
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
            return "it cannot read " + Display.Sanitize(state.FileName);
        }

        if (PythonJson.Read(bytes, out string? objection) is not PythonNode root)
        {
            return $"it reads nothing of {Display.Sanitize(state.FileName)}, because {objection}";
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

    /// <summary>Applies one member, as <c>_update_from_flat_dict</c> takes them apart: by the number of dots, and by whether it is an object.</summary>
    /// <returns>False when Python stops there.</returns>
    private bool ApplyMember(string key, PythonNode value)
    {
        string[] parts = key.Split('.');
        if (value.Kind == PythonNodeKind.Dictionary && parts.Length == 1)
        {
            return key == Stores ? MergeStores(value) : value.Members.All(m => ApplyTo(key, m.Key, m.Value));
        }

        return parts.Length switch
        {
            1 when key == Ignore => SetIgnore(value),
            1 when key == Stores || PythonFields.IsGroup(key) || PythonNames.IsOfConfiguration(key) => Reject(key, value),
            1 => Set(key, value),
            2 => ApplyTo(parts[0], parts[1], value),
            3 when parts[0] == Stores => SetAttribute(parts[1], parts[2], value),
            _ => true,
        };
    }

    /// <summary>A member of a group; where the group is a plain value or the stores, Python finds that value's methods.</summary>
    private bool ApplyTo(string holder, string name, PythonNode value) =>
        PythonNames.IsOfMember(holder, name, isPath: _state.Text(holder) is not null) ? Reject(holder + "." + name, value)
        : !PythonFields.IsGroup(holder) || name.IndexOf('.') >= 0 || Set(holder + "." + name, value);

    private bool MergeStores(PythonNode value)
    {
        foreach (KeyValuePair<string, PythonNode> store in value.Members)
        {
            _state.Stores.Put(store.Key, store.Value);
        }

        return true;
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

        _state.Settings[key] = new PythonValue(text, _state.FileName);
        return true;
    }

    private bool SetIgnore(PythonNode value)
    {
        if (PythonChecks.Convert(IgnoreField, value) is not string flag)
        {
            return Reject(Ignore, value);
        }

        _state.IgnoresSecrets = flag == "true";
        return true;
    }

    private bool SetAttribute(string store, string attribute, PythonNode value)
    {
        PythonNode node = _state.Stores.Find(store) ?? new PythonNode(PythonNodeKind.Dictionary, "", value.Line);
        _state.Stores.Put(store, node);
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
            CultureInfo.InvariantCulture, "it stops reading {0} at {1} in line {2}, whose value it rejects", Display.Sanitize(_state.FileName), Display.Sanitize(key), value.Line);
        return false;
    }
}
