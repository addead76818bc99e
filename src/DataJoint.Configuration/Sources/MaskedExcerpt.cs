using System.Text;
using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration.Sources;

/// <summary>Cuts the line that a diagnostic points at and masks in it whatever could be a secret.</summary>
/// <remarks>
/// The text may be broken JSON, so nothing is trusted. A name is shown when it is a word of the product, when the diagnostic is about it,
/// or when it names a store: an object directly below <c>stores</c> on the same line, outside all secrets. A value is shown only when it is plain and
/// directly follows, behind one colon on the
/// same line, the name of a setting that is known and no secret. Comments are never shown: a disabled line may hold a secret.
/// </remarks>
internal ref struct MaskedExcerpt
{
    private const int LongestLine = 240;
    private const string Punctuation = "{}[],:";

    private readonly string _text;
    private readonly int _caret;
    private readonly bool _isAboutName;
    private readonly StringBuilder _shown;
    private int _shownCaret;
    private readonly Stack<string?> _parents;
    private bool _masksValues;
    private bool _isSecretNext;
    private bool _sawSecretObject;
    private bool _nameMayFollow;

    /// <summary>The name whose value comes next, and whether its colon has been seen.</summary>
    private string? _name;
    private bool _hasColon;

    private MaskedExcerpt(string text, int caret, bool masksValues, bool isAboutName, bool nameMayFollow)
    {
        _text = text;
        _caret = caret;
        _masksValues = masksValues;
        _isAboutName = isAboutName;
        _nameMayFollow = nameMayFollow;
        _shown = new StringBuilder(text.Length);
        _parents = new Stack<string?>();
        _isSecretNext = false;
        _sawSecretObject = false;
        _shownCaret = -1;
        _name = null;
        _hasColon = false;
    }

    /// <summary>Cuts and masks a line.</summary>
    /// <param name="source">The text.</param>
    /// <param name="offset">What the diagnostic points at.</param>
    /// <param name="masksValues">Whether all values are masked.</param>
    /// <param name="isAboutName">Whether the diagnostic points at a name, which is then shown.</param>
    /// <returns>The line, or null when it is too long to show.</returns>
    public static Excerpt? Create(JsonSource source, int offset, bool masksValues, bool isAboutName)
    {
        byte[] bytes = source.Bytes;
        int start = offset;
        while (start > source.Start && bytes[start - 1] != '\n')
        {
            if (offset - --start > LongestLine)
            {
                return null;
            }
        }

        int end = Math.Min(offset, bytes.Length);
        while (end < bytes.Length && bytes[end] is not ((byte)'\n' or (byte)'\r'))
        {
            if (++end - start > LongestLine)
            {
                return null;
            }
        }

        (int line, _) = source.PositionOf(offset);
        string text = Encoding.UTF8.GetString(bytes, start, end - start);
        int caret = Encoding.UTF8.GetCharCount(bytes, start, Math.Min(offset, end) - start);
        return new MaskedExcerpt(text, caret, masksValues, isAboutName, NameMayFollow(bytes, source.Start, start)).Mask(line);
    }

    /// <summary>Whether what stands before the line lets a name follow.</summary>
    private static bool NameMayFollow(byte[] bytes, int first, int lineStart)
    {
        int i = lineStart - 1;
        while (i >= first && lineStart - i <= LongestLine && bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            i--;
        }

        return i >= first && bytes[i] is (byte)'{' or (byte)',';
    }

    private Excerpt Mask(int line)
    {
        for (int start = 0, end; start < _text.Length; start = end)
        {
            end = RunEnd(_text, start);
            if (_caret >= start && _caret < end)
            {
                _shownCaret = _shown.Length;
            }

            char c = _text[start];
            if (char.IsWhiteSpace(c))
            {
                _shown.Append(c == '\t' ? c : ' ');
            }
            else if (Punctuation.IndexOf(c) >= 0)
            {
                AppendPunctuation(c);
            }
            else
            {
                AppendRun(start, end);
            }
        }

        return new Excerpt(line, _shown.ToString(), _shownCaret < 0 ? _shown.Length : _shownCaret);
    }

    private void AppendPunctuation(char c)
    {
        _shown.Append(c);
        _nameMayFollow = c is '{' or ',';
        if (c is '{' or '[')
        {
            _sawSecretObject |= _isSecretNext;
            _masksValues |= _sawSecretObject;
            _parents.Push(_hasColon ? _name : null);
        }
        else if (c is '}' or ']' && _parents.Count > 0)
        {
            _parents.Pop();
        }

        _isSecretNext &= c == ':';
        bool introducesValue = c == ':' && !_hasColon;
        _name = introducesValue ? _name : null;
        _hasColon = introducesValue;
    }

    private void AppendRun(int start, int end)
    {
        string run = _text.Substring(start, end - start);
        if (IsName(run) && NextVisible(end) == ':' && MayShowName(run.Substring(1, run.Length - 2), start, end))
        {
            _shown.Append(run);
            _name = run.Substring(1, run.Length - 2);
        }
        else
        {
            bool show = !_masksValues && _name is not null && _hasColon && IsOpen(_name) && IsPlain(run, IsPath(_name));
            _shown.Append(show ? run : Secret.Mask);
            _name = null;
        }

        _isSecretNext = NextVisible(end) == ':' && SettingKey.OfCustom(run.Trim('"')).IsSecret;
        _hasColon = false;
        _nameMayFollow = false;
    }

    private readonly bool MayShowName(string name, int start, int end)
    {
        if (IsWordOfOurs(name) || (_isAboutName && _caret >= start && _caret < end))
        {
            return true;
        }

        int colon = _text.IndexOf(':', end);
        return _nameMayFollow && !_sawSecretObject && _parents.Count > 0 && _parents.Peek() == "stores" && NextVisible(colon + 1) == '{';
    }

    private readonly char NextVisible(int from)
    {
        while (from < _text.Length && char.IsWhiteSpace(_text[from]))
        {
            from++;
        }

        return from < _text.Length ? _text[from] : '\0';
    }

    private static int RunEnd(string text, int start)
    {
        char first = text[start];
        if (char.IsWhiteSpace(first) || Punctuation.IndexOf(first) >= 0)
        {
            return start + 1;
        }

        if (first is '"' or '\'')
        {
            for (int i = start + 1; i < text.Length; i++)
            {
                if (text[i] == first)
                {
                    return i + 1;
                }

                i += text[i] == '\\' ? 1 : 0;
            }

            return text.Length;
        }

        if (first == '/' && start + 1 < text.Length && text[start + 1] is '/' or '*')
        {
            return text.Length;
        }

        int end = start + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && Punctuation.IndexOf(text[end]) < 0 && text[end] != '"')
        {
            end++;
        }

        return end;
    }

    private static bool IsName(string run)
    {
        if (run[0] != '"' || run.Length < 3 || run[run.Length - 1] != '"')
        {
            return false;
        }

        for (int i = 1; i < run.Length - 1; i++)
        {
            if (!(char.IsLetterOrDigit(run[i]) || run[i] is '_' or '-' or '.' or '$'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A complete text in double quotes, or a run without any, of characters that structure nothing; a quoted path has a few more.</summary>
    private static bool IsPlain(string run, bool isPath)
    {
        bool isQuoted = run[0] == '"';
        if (isQuoted && (run.Length < 2 || run[run.Length - 1] != '"'))
        {
            return false;
        }

        for (int i = isQuoted ? 1 : 0; i < run.Length - (isQuoted ? 1 : 0); i++)
        {
            bool isInPath = isQuoted && (run[i] == '/' || (isPath && run[i] is '~' or '$' or '%' or '{' or '}' or '\\'));
            if (!isInPath && !(char.IsLetterOrDigit(run[i]) || run[i] is '_' or '-' or '+' or '.' or ':' or ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWordOfOurs(string name)
    {
        int dot = name.IndexOf('.');
        return dot < 0
            ? name == "$schema" || SettingCatalogue.IsGroup(name) || SettingCatalogue.IsSegment(name)
                || StoreCatalogue.FindAttribute(name) is not null
            : SettingCatalogue.IsGroup(name.Substring(0, dot));
    }

    private static bool IsPath(string name)
    {
        string last = name.Substring(name.LastIndexOf('.') + 1);
        return last is "location" or "stage" || SettingCatalogue.All.Any(setting => setting.Rule.Type == SettingType.Path && setting.Key == name);
    }

    private static bool IsOpen(string name)
    {
        string last = name.Substring(name.LastIndexOf('.') + 1);
        return !SecretNames.Tells(name)
            && (SettingCatalogue.IsSegment(last) || StoreCatalogue.FindAttribute(last) is { IsSecret: false });
    }
}
