using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Sources;

/// <summary>A configuration of DataJoint 0.x: one JSON object with flat keys, and objects for stores and custom values.</summary>
internal sealed class LegacyFile
{
    public const string LocalName = "dj_local_conf.json";
    public const string HomeName = ".datajoint_config.json";

    private const int Deepest = 64;

    private LegacyFile(JsonSource source, JsonObjectSpan root)
    {
        Source = source;
        Root = root;
    }

    public JsonSource Source { get; }

    public JsonObjectSpan Root { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or is not a JSON object.</exception>
    public static LegacyFile Read(string path, string shown)
    {
        DiagnosticBag diagnostics = new();
        FileContent content = FileReading.Read(path, JsonFile.MaxBytes);
        if (content.Bytes is null)
        {
            SingleValueFile.ReportUnread(content, new(shown, shown), diagnostics);
            throw new ConfigurationException(diagnostics.ToList(strict: false));
        }

        return Parse(content.Bytes, shown);
    }

    /// <summary>Parses the content of a file.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <exception cref="ConfigurationException">It is not a JSON object.</exception>
    public static LegacyFile Parse(byte[] bytes, string shown)
    {
        DiagnosticBag diagnostics = new();

        // As a secret's source: it may hold passwords anywhere, so excerpts show none of its values.
        var source = JsonSource.File(bytes, shown, SettingLayer.Secrets);
        JsonObjectSpan? root = Check(source, diagnostics) ? Outline(source, diagnostics) : null;
        return root is null ? throw new ConfigurationException(diagnostics.ToList(strict: false)) : new LegacyFile(source, root);
    }

    /// <summary>The place of a value.</summary>
    public Origin OriginOf(JsonMemberSpan member) => Source.OriginAt(member.ValueStart);

    public bool IsArray(JsonMemberSpan member) => Source.Bytes[member.ValueStart] == '[';

    public bool IsText(JsonMemberSpan member) => Source.Bytes[member.ValueStart] == '"';

    /// <summary>The token of a value that is neither an object nor an array.</summary>
    public JsonToken TokenOf(JsonMemberSpan member) =>
        new(IsText(member) ? JsonTokenKind.String : JsonTokenKind.Bare, member.ValueStart, member.ValueEnd);

    /// <summary>The text of a string, or of a number, true or false as it stands there.</summary>
    public string TextOf(JsonMemberSpan member)
    {
        JsonToken token = TokenOf(member);
        return token.Kind == JsonTokenKind.String && JsonStrings.TryDecode(Source.Bytes, token, out string text, out _)
            ? text
            : JsonLiteral.Text(Source.Bytes, token);
    }

    /// <summary>A compact copy of an array, and whether a name in it tells of a credential.</summary>
    public string ArrayOf(JsonMemberSpan member, out bool namesSecret)
    {
        JsonLexer lexer = new(Source.Bytes, member.ValueStart + 1);
        StringBuilder copy = new();
        JsonSkipping skipping = new(Source, new DiagnosticBag(), copy);
        skipping.TrySkip(ref lexer, JsonTokenKind.ArrayStart, Deepest);
        namesSecret = skipping.NamesSecret;
        return copy.ToString();
    }

    private static bool Check(JsonSource source, DiagnosticBag diagnostics)
    {
        if (Utf8Text.FirstInvalid(source.Bytes, source.Start) is int invalid and >= 0)
        {
            diagnostics.Add(DiagnosticRules.NotUtf8, $"{source.Name} is not UTF-8", "Save it as UTF-8.", source.OriginAt(invalid));
            return false;
        }

        JsonLexer lexer = new(source.Bytes, source.Start);
        JsonToken first = lexer.Next();
        if (first.Kind != JsonTokenKind.ObjectStart)
        {
            JsonFault fault = lexer.Fault
                ?? new JsonFault(DiagnosticRules.GroupExpected, Math.Min(first.Start, source.Bytes.Length), $"{source.Name} must be a JSON object");
            diagnostics.Add(source, fault.Offset, fault.Rule, fault.Message, fault.Hint);
            return false;
        }

        return new JsonSkipping(source, diagnostics, copy: null).TrySkip(ref lexer, JsonTokenKind.ObjectStart, Deepest);
    }

    private static JsonObjectSpan? Outline(JsonSource source, DiagnosticBag diagnostics)
    {
        if (JsonOutline.TryRead(source.Bytes, out JsonObjectSpan? root, out JsonFault? fault))
        {
            return root;
        }

        diagnostics.Add(source, fault.Offset, fault.Rule, fault.Message, fault.Hint);
        return null;
    }
}
