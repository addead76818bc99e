using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Json;

/// <summary>A JSON file with settings that is edited in place.</summary>
internal sealed class JsonSettingsFile
{
    private readonly string _path;
    private readonly string _shown;
    private readonly int _mode;
    private readonly SettingLayer _layer;

    /// <summary>Names a file.</summary>
    /// <param name="path">Its path, absolute.</param>
    /// <param name="shown">Its path as messages show it.</param>
    /// <param name="layer">Secrets or project; secrets are for the owner alone and never written through a link.</param>
    public JsonSettingsFile(string path, string shown, SettingLayer layer)
    {
        _layer = layer;
        _mode = layer == SettingLayer.Secrets ? AtomicFile.SecretMode : AtomicFile.SharedMode;
        _shown = shown;
        _path = SafeTarget.Resolve(path, shown, followLinks: layer != SettingLayer.Secrets);
    }

    /// <summary>The directory that is written in: that of the target when a link stands there. Its lock keeps edits apart.</summary>
    public string Directory => Path.GetDirectoryName(_path)!;

    public bool Has(string key)
    {
        byte[]? bytes = Read();
        return bytes is not null && Guarded(bytes, () => JsonEditor.Has(bytes, key));
    }

    /// <summary>The text of a member, or null when it does not stand there or is not a text.</summary>
    public string? FindText(string key)
    {
        byte[]? bytes = Read();
        return bytes is null ? null : Guarded(bytes, () => JsonEditor.FindText(bytes, key));
    }

    /// <summary>Gives a setting a value; creates the file when there is none.</summary>
    public FileEdit Set(SettingKey key, string json) => Set([(key, json)]);

    /// <summary>Gives several settings their values in one write, so that nobody reads one of them with the former other.</summary>
    public FileEdit Set(IReadOnlyList<(SettingKey Key, string Json)> values) => Set([.. values.Select(value => (value.Key.Text, value.Json))], edited =>
    {
        foreach ((SettingKey key, _) in values)
        {
            Verify(edited, key);
        }
    });

    /// <summary>Names the schema of the file, which is not a setting.</summary>
    public FileEdit SetSchema(string json) => Set([(ConfigurationSchema.Key, json)], verify: null);

    private FileEdit Set((string Key, string Json)[] values, Action<byte[]>? verify)
    {
        byte[]? bytes = Read();
        byte[] edited = bytes ?? Utf8Text.Encode("{}\n");
        foreach ((string key, string json) in values)
        {
            byte[] basis = edited;
            edited = Guarded(basis, () => JsonEditor.Set(basis, key, json));
        }

        if (bytes is not null && edited.AsSpan().SequenceEqual(bytes))
        {
            return new FileEdit(_shown, EditOutcome.Kept);
        }

        verify?.Invoke(edited);
        AtomicFile.Write(_path, edited, _mode);
        return new FileEdit(_shown, bytes is null ? EditOutcome.Created : EditOutcome.Changed);
    }

    /// <summary>Removes a setting.</summary>
    /// <returns>Null when it did not stand there.</returns>
    public FileEdit? Unset(string key)
    {
        byte[]? bytes = Read();
        if (bytes is null)
        {
            return null;
        }

        bool removed = false;
        byte[] edited = Guarded(bytes, () => JsonEditor.Unset(bytes, key, out removed));
        if (!removed)
        {
            return null;
        }

        VerifyRemoved(edited, key);
        AtomicFile.Write(_path, edited, _mode);
        return new FileEdit(_shown, EditOutcome.Changed);
    }

    private byte[]? Read()
    {
        FileContent content = FileReading.Read(_path, JsonFile.MaxBytes);
        if (content.IsMissing)
        {
            return null;
        }

        if (content.Bytes is null)
        {
            DiagnosticBag diagnostics = new();
            SingleValueFile.ReportUnread(content, new(_shown, _shown), diagnostics);
            throw new ConfigurationException(diagnostics.ToList(strict: false));
        }

        return content.Bytes;
    }

    /// <summary>Reads the edited text: it must be JSON without the setting, or nothing is written.</summary>
    private void VerifyRemoved(byte[] edited, string key)
    {
        if (!JsonEditor.IsWithout(edited, key))
        {
            throw ConfigurationEditException.Refused(
                $"{Display.Sanitize(key)} cannot be removed from {_shown} without breaking what stands beside it", "Look at the file and remove it by hand.", _shown);
        }
    }

    private T Guarded<T>(byte[] bytes, Func<T> edit)
    {
        try
        {
            return edit();
        }
        catch (JsonEditFault fault)
        {
            DiagnosticBag diagnostics = new();
            var source = JsonSource.File(bytes, _shown, _layer);
            diagnostics.Add(source, fault.Fault.Offset, fault.Fault.Rule, fault.Fault.Message, fault.Fault.Hint);
            throw new ConfigurationException(diagnostics.ToList(strict: false));
        }
    }

    /// <summary>Reads the edited text as a load would: the setting must be there, or nothing is written.</summary>
    private void Verify(byte[] edited, SettingKey key)
    {
        ValueTable table = JsonSettings.Read(JsonSource.File(edited, _shown, _layer), new DiagnosticBag());
        if (table.Get(key) is null)
        {
            throw ConfigurationEditException.Refused(
                $"{Display.Sanitize(key.Text)} cannot be set in {_shown}: it conflicts with another member of the file",
                "Look at the file and fix it by hand.", _shown);
        }
    }
}
