using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Reads the settings out of a JSON text: flat keys, nested groups, and any mixture of both.</summary>
internal sealed class JsonSettings
{
    private const int Deepest = 64;

    /// <summary>The longest name, and the longest key, that can mean something, in bytes and characters.</summary>
    private const int LongestKey = 1024;

    private readonly JsonSource _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly JsonSettingFaults _faults;
    private readonly ValueTable _table;
    private readonly JsonValues _values;
    private readonly StrayCredentials _strays;
    private JsonLexer _lexer;
    private int _depth;
    private long _room;

    private JsonSettings(JsonSource source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _faults = new(source, diagnostics);
        _table = new ValueTable(source.Layer);
        _values = new JsonValues(source, diagnostics);
        _strays = new StrayCredentials(source, diagnostics, _table);
        _lexer = new JsonLexer(source.Bytes, source.Start);
        _room = ValueTable.RoomFor(source.Bytes.Length);
    }

    /// <summary>Reads a file: an object whose keys start at the top.</summary>
    public static ValueTable Read(JsonSource source, DiagnosticBag diagnostics) => new JsonSettings(source, diagnostics).ReadRoot("");

    /// <summary>Reads a variable that gives a whole group, such as DJ_STORES: an object like that block of a file.</summary>
    public static ValueTable ReadGroup(JsonSource source, string group, DiagnosticBag diagnostics) => new JsonSettings(source, diagnostics).ReadRoot(group);

    private ValueTable ReadRoot(string prefix)
    {
        int invalid = Utf8Text.FirstInvalid(_source.Bytes, _source.Start);
        if (invalid >= 0)
        {
            bool utf16 = Utf8Text.LooksLikeUtf16(_source.Bytes);
            Origin origin = utf16 ? new Origin(_source.Name) : _source.OriginAt(invalid);
            _diagnostics.Add(FileRules.NotUtf8, $"{_source.Name} is not UTF-8{(utf16 ? ", it looks like UTF-16" : "")}", "Save it as UTF-8.", origin);
            return _table;
        }

        JsonToken first = _lexer.Next();
        if (first.Kind != JsonTokenKind.ObjectStart)
        {
            RejectRoot(first);
            return _table;
        }

        if (ReadMembers(prefix) && _lexer.Next() is JsonToken rest)
        {
            if (rest.Kind == JsonTokenKind.Fault)
            {
                ReportFault();
            }
            else if (rest.Kind != JsonTokenKind.End)
            {
                _faults.Malformed(rest.Start, "there is text after the closing brace", "Remove it, or the brace.");
            }
        }

        return _table;
    }

    private void RejectRoot(JsonToken first)
    {
        if (first.Kind == JsonTokenKind.Fault)
        {
            ReportFault();
        }
        else if (first.Kind == JsonTokenKind.End)
        {
            _faults.Malformed(_source.Start, $"{_source.Name} holds no JSON object", "Write at least {}.");
        }
        else
        {
            _diagnostics.Add(_source, first.Start, KeyRules.GroupExpected, $"{_source.Name} must be a JSON object", "Start with { and end with }.");
        }
    }

    /// <summary>Reads members up to and with the closing brace.</summary>
    /// <returns>False when the text cannot be read further; that has been reported.</returns>
    private bool ReadMembers(string prefix)
    {
        if (++_depth > Deepest)
        {
            _diagnostics.Add(_source, _lexer.Peek().Start, JsonRules.NestedTooDeep, $"objects are nested deeper than {Deepest}", "Flatten the file.");
            return false;
        }

        for (JsonToken token = _lexer.Next(); ; token = _lexer.Next())
        {
            if (token.Kind == JsonTokenKind.ObjectEnd)
            {
                _depth--;
                return true;
            }

            if (token.Kind != JsonTokenKind.String)
            {
                return RejectName(token);
            }

            if (!ReadMember(prefix, token) || !ReadSeparator(out bool ended))
            {
                return false;
            }

            if (ended)
            {
                _depth--;
                return true;
            }
        }
    }

    private bool RejectName(JsonToken token)
    {
        if (token.Kind == JsonTokenKind.Fault)
        {
            ReportFault();
        }
        else if (token.Kind == JsonTokenKind.End)
        {
            _faults.Malformed(token.Start, "the text ends before the closing brace", "Add }.");
        }
        else
        {
            _faults.Malformed(token.Start, "expected a name in double quotes, or }", "Write \"name\": value.");
        }

        return false;
    }

    /// <summary>Takes the comma or the closing brace behind a member. A forgotten comma is reported, and reading goes on.</summary>
    private bool ReadSeparator(out bool ended)
    {
        JsonToken token = _lexer.Peek();
        ended = token.Kind == JsonTokenKind.ObjectEnd;
        if (token.Kind is JsonTokenKind.Comma or JsonTokenKind.ObjectEnd)
        {
            _lexer.Next();
            return true;
        }

        if (token.Kind == JsonTokenKind.String)
        {
            _faults.Malformed(token.Start, "expected a comma before the next name", "Add a comma after the previous value.");
            return true;
        }

        _lexer.Next();
        if (token.Kind == JsonTokenKind.Fault)
        {
            ReportFault();
        }
        else
        {
            string what = token.Kind == JsonTokenKind.End ? "the text ends before the closing brace" : "expected a comma or }";
            _faults.Malformed(token.Start, what, token.Kind == JsonTokenKind.End ? "Add }." : "A text with quotes in it needs \\\" for each of them.");
        }

        return false;
    }

    private bool ReadMember(string prefix, JsonToken name)
    {
        string segment = "";
        int fault = -1;
        bool tooLong = name.Length > LongestKey;
        if (!tooLong && !JsonStrings.TryDecode(_source.Bytes, name, out segment, out fault))
        {
            _faults.Malformed(fault, "an invalid escape in a name", "Write \\\\ for a backslash.");
            return false;
        }

        JsonToken colon = _lexer.Next();
        if (colon.Kind != JsonTokenKind.Colon)
        {
            if (colon.Kind == JsonTokenKind.Fault)
            {
                ReportFault();
            }
            else
            {
                _faults.Malformed(colon.Start, "expected a colon after a name", "Write \"name\": value.");
            }

            return false;
        }

        JsonToken value = _lexer.Next();
        string key = prefix.Length == 0 ? segment : prefix + "." + segment;
        if (tooLong || key.Length > LongestKey)
        {
            return SkipLong(name, value);
        }

        if (value.Kind is JsonTokenKind.ObjectStart or JsonTokenKind.ArrayStart && StoreCatalogue.IsSecret(segment))
        {
            _source.MaskValues();
        }

        return value.Kind switch
        {
            JsonTokenKind.ObjectStart => ReadObject(key, name, value),
            JsonTokenKind.String or JsonTokenKind.Bare or JsonTokenKind.ArrayStart => ReadScalar(key, name, value),
            JsonTokenKind.Fault => ReportFault(),
            _ => _faults.Malformed(value.Start, "expected a value after the colon", "Write null for a setting without a value."),
        };
    }

    private bool SkipLong(JsonToken name, JsonToken value)
    {
        _diagnostics.Add(
            _source, name.Start, KeyRules.UnknownKey, $"a key of more than {LongestKey} characters is not a setting", "Shorten or remove it.");
        _source.MaskValues();
        return value.Kind switch
        {
            JsonTokenKind.ObjectStart or JsonTokenKind.ArrayStart => Skip(value.Kind, null, out _),
            JsonTokenKind.String or JsonTokenKind.Bare => true,
            JsonTokenKind.Fault => ReportFault(),
            _ => _faults.Malformed(value.Start, "expected a value after the colon", "Write null for a setting without a value."),
        };
    }

    private bool ReadObject(string key, JsonToken name, JsonToken value)
    {
        if (key == "$schema")
        {
            return SkipMembers();
        }

        if (SettingCatalogue.TryFind(key, out SettingDefinition? definition))
        {
            _diagnostics.Add(
                _source, value.Start, KeyRules.GroupExpected, $"{key}: expected {definition.Rule.Describe()}, found an object",
                null);
            return SkipMembers();
        }

        if (SettingCatalogue.IsGroup(key) || SettingKey.IsBelow(key, SettingCatalogue.CustomGroup))
        {
            return ReadMembers(key);
        }

        if (SettingKey.IsBelow(key, "stores"))
        {
            return ReadStoreObject(key, name, value);
        }

        _faults.UnknownKey(key, name);
        return SkipUnknown(JsonTokenKind.ObjectStart, key);
    }

    private bool ReadStoreObject(string key, JsonToken name, JsonToken value)
    {
        string rest = key.Substring("stores.".Length);
        int dot = rest.IndexOf('.');
        string store = dot < 0 ? rest : rest.Substring(0, dot);
        if (!SettingKey.IsStoreName(store))
        {
            _faults.StoreName(key, name);
            return SkipMembers();
        }

        if (dot >= 0 && StoreCatalogue.FindAttribute(rest.Substring(dot + 1)) is StoreAttribute { Rule.Type: not SettingType.Any } known)
        {
            _diagnostics.Add(
                _source, value.Start, KeyRules.GroupExpected,
                $"{Display.Sanitize(key)}: expected {known.Rule.Describe()}, found an object", null);
            return SkipMembers();
        }

        if (_table.Declare(store) && !TakeRoom(ValueTable.RoomOfStore, name))
        {
            return false;
        }

        return ReadMembers(key);
    }

    private bool ReadScalar(string key, JsonToken name, JsonToken value)
    {
        bool isNull = _source.IsNull(value);
        if (SettingKey.TryParse(key, out SettingKey? meant))
        {
            if (meant.Value.Attribute?.EndsWith(".protocol", StringComparison.Ordinal) == true)
            {
                // "my.store": { "protocol": … }: by the rules an attribute of the store "my", and never meant so.
                _faults.StoreName(key.Substring(0, key.LastIndexOf('.')), name);
            }

            return isNull || ReadValue(meant.Value, name, value);
        }

        if (key == "$schema" || (isNull && (SettingCatalogue.IsGroup(key) || SettingKey.IsBelow(key, "stores"))))
        {
            return value.Kind != JsonTokenKind.ArrayStart || Skip(JsonTokenKind.ArrayStart, null, out _);
        }

        if (SettingCatalogue.IsGroup(key) || (SettingKey.IsBelow(key, "stores") && SettingKey.IsStoreName(key.Substring("stores.".Length))))
        {
            string what = SettingKey.IsBelow(key, "stores") ? "a store is" : "this is a group and";
            _diagnostics.Add(_source, value.Start, KeyRules.GroupExpected, $"{Display.Sanitize(key)}: {what} written as an object",
                key == "database.tls" ? "For true or false use database.use_tls." : "Write { … }, or null to leave it out.");
        }
        else if (SettingKey.IsBelow(key, "stores"))
        {
            _faults.StoreName(key, name);
        }
        else if (!_strays.Consider(key, value))
        {
            _faults.UnknownKey(key, name);
        }

        return value.Kind != JsonTokenKind.ArrayStart || SkipUnknown(JsonTokenKind.ArrayStart, key);
    }

    private bool ReadValue(SettingKey key, JsonToken name, JsonToken token)
    {
        object? value;
        bool fits;
        if (token.Kind == JsonTokenKind.ArrayStart)
        {
            StringBuilder copy = new();
            if (!Skip(token.Kind, copy, out bool namesSecret))
            {
                return false;
            }

            fits = _values.TryArray(key, token, copy.ToString(), namesSecret, out value);
        }
        else
        {
            fits = _values.TryRead(key, token, out value);
        }

        return !fits || Enter(key, name, token, value!);
    }

    /// <summary>Takes what a value that is kept needs out of the memory that a file of this size may take.</summary>
    private bool TakeRoom(int room, JsonToken name)
    {
        _room -= room;
        if (_room >= 0)
        {
            return true;
        }

        _diagnostics.Add(_source, name.Start, FileRules.FileTooLarge, $"{_source.Name} holds too many settings for its size", "Check that it is the right file.");
        return false;
    }

    private bool Enter(SettingKey key, JsonToken name, JsonToken token, object value)
    {
        (int line, int column) = _source.PositionOf(token.Start);
        RawValue raw = _source.Layer == SettingLayer.Environment ? new(value, _source.Layer, _source.Name) : new(value, _source.Layer, _source.Name, line, column);
        RawValue? earlier = _table.Set(key, raw);
        if (earlier is not null)
        {
            _faults.Duplicate(key, token, earlier, raw);
        }

        if (_source.IsCommitted && value is Secret secret && CredentialText.IsOne(secret))
        {
            _faults.Credential(key.Text, token);
        }

        return earlier is not null || key.Definition is not null || TakeRoom(ValueTable.RoomOfValue + (key.IsCustom ? 2 * key.Text.Length : 0), name);
    }

    private bool SkipMembers() => Skip(JsonTokenKind.ObjectStart, null, out _);

    private bool SkipUnknown(JsonTokenKind opening, string key) =>
        new JsonSkipping(_source, _diagnostics, null) { Strays = _strays, Key = key }.TrySkip(ref _lexer, opening, Deepest - _depth);

    private bool Skip(JsonTokenKind opening, StringBuilder? copy, out bool namesSecret)
    {
        JsonSkipping skipping = new(_source, _diagnostics, copy);
        bool read = skipping.TrySkip(ref _lexer, opening, Deepest - _depth);
        namesSecret = skipping.NamesSecret;
        return read;
    }

    private bool ReportFault() => _faults.Broken(_lexer.Fault!);
}
