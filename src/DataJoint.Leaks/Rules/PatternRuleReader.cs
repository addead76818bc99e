using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataJoint.Leaks.Rules;

/// <summary>Reads rules of a project's own, and says where one is wrong.</summary>
internal ref struct PatternRuleReader
{
    private const int MaxRules = 200;
    private const int MaxPattern = 1000;
    private const int MaxTexts = 100;
    private const int MinKeyword = 3;
    private const int LongestText = 400;
    private const string Members = "id, title, description, remedy, keywords, pattern, allow";

    private readonly byte[] _bytes;
    private readonly string _name;
    private Utf8JsonReader _reader;

    private PatternRuleReader(byte[] bytes, string name)
    {
        _bytes = bytes;
        _name = name;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 });
    }

    public static IReadOnlyList<PatternRule> Read(string json, string name)
    {
        PatternRuleReader reader = new(Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF')), name);
        try
        {
            return reader.ReadAll();
        }
        catch (JsonException invalid)
        {
            throw new FormatException($"{name}:{(invalid.LineNumber ?? 0) + 1}:{(invalid.BytePositionInLine ?? 0) + 1}: not JSON", invalid);
        }
        catch (InvalidOperationException)
        {
            throw reader.Fault("has half of a character, such as \\ud83d: write both halves (\\ud83d\\ude00), or the character itself");
        }
    }

    private List<PatternRule> ReadAll()
    {
        _reader.Read();
        bool isObject = _reader.TokenType == JsonTokenType.StartObject;
        if (isObject)
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.PropertyName || !_reader.ValueTextEquals("rules"))
            {
                throw Fault("expected \"rules\", an array of rules");
            }

            _reader.Read();
        }

        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault("expected an array of rules");
        }

        List<PatternRule> rules = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.StartObject || rules.Count == MaxRules)
            {
                throw Fault(rules.Count == MaxRules ? $"more than {MaxRules} rules" : "expected a rule, an object");
            }

            PatternRule rule = ReadRule();
            if (rules.Exists(other => other.Rule.Id == rule.Rule.Id))
            {
                throw Fault($"{rule.Rule.Id}: another rule has this id");
            }

            rules.Add(rule);
        }

        _reader.Read();
        return isObject && _reader.TokenType == JsonTokenType.PropertyName ? throw Fault("expected nothing after \"rules\"") : rules;
    }

    private PatternRule ReadRule()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        List<string> keywords = [];
        List<string> allowed = [];
        Regex? pattern = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string member = _reader.GetString()!;
            string about = texts.TryGetValue("id", out string? id) ? $"{id}: {member}" : member;
            switch (member)
            {
                case "keywords":
                    keywords = ReadTexts(about, MinKeyword);
                    break;
                case "allow":
                    allowed = ReadTexts(about, 1);
                    break;
                case "pattern":
                    pattern = ReadPattern(about);
                    break;
                case "id":
                    texts[member] = ReadId();
                    break;
                case "title" or "description" or "remedy":
                    texts[member] = ReadText(about, 1);
                    break;
                default:
                    throw Fault($"{about}: unknown, expected one of {Members}");
            }
        }

        string missing = !texts.ContainsKey("id") ? "id" : pattern is null ? "pattern" : keywords.Count == 0 ? "keywords" : "";
        if (missing.Length > 0)
        {
            throw Fault($"{texts.GetValueOrDefault("id", "a rule")}: {missing} is missing");
        }

        string title = texts.GetValueOrDefault("title") ?? $"A credential of this project ({texts["id"]})";
        return new PatternRule(
            new LeakRule(texts["id"], title, texts.GetValueOrDefault("description", title), texts.GetValueOrDefault("remedy", "Change the credential where it is used: everybody who has the file has it.")),
            [.. keywords.Select(keyword => keyword.ToLowerInvariant()).Distinct()], pattern!, allowed);
    }

    private string ReadId()
    {
        string id = ReadText("id", 1);
        bool isName = id.Length <= 40 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return !isName ? throw Fault("id: expected lower-case letters, digits and dashes, at most 40")
            : LeakRules.All.Any(rule => rule.Id == id) ? throw Fault($"id: {id} is a rule that is built in, and stays as it is; use another name")
            : id;
    }

    private Regex ReadPattern(string about)
    {
        string pattern = ReadText(about, 1, MaxPattern);
        if (!Ascii.IsValid(pattern))
        {
            throw Fault($"{about}: has characters other than ASCII, and bytes are matched: write those as \\xHH");
        }

        try
        {
            Regex compiled = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
            return compiled.IsMatch("") ? throw Fault($"{about}: matches an empty text, so it would match everywhere") : compiled;
        }
        catch (RegexParseException invalid)
        {
            throw Fault($"{about}: not a regular expression: character {invalid.Offset + 1}: {invalid.Error}");
        }
        catch (NotSupportedException)
        {
            throw Fault($"{about}: too large, or it has what cannot be matched in linear time: lookahead, lookbehind, references to groups, atomic groups");
        }
    }

    private List<string> ReadTexts(string about, int shortest)
    {
        List<string> texts = [];
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault($"{about}: expected an array of strings");
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(texts.Count == MaxTexts ? throw Fault($"{about}: more than {MaxTexts}") : Check(about, shortest, LongestText));
        }

        return texts;
    }

    private string ReadText(string about, int shortest, int longest = LongestText)
    {
        _reader.Read();
        return Check(about, shortest, longest);
    }

    private string Check(string about, int shortest, int longest) =>
        _reader.TokenType != JsonTokenType.String ? throw Fault($"{about}: expected a string")
        : _reader.GetString()! is string text && text.Length >= shortest && text.Length <= longest ? text
        : throw Fault($"{about}: expected {shortest} to {longest} characters");

    private readonly FormatException Fault(string what)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(0, (int)_reader.TokenStartIndex);
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new FormatException($"{_name}:{before.Count((byte)'\n') + 1}:{column}: {what}");
    }
}
