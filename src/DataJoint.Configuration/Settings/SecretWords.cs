using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration.Settings;

/// <summary>The words in a name that tell of a credential although they are abbreviated or misspelt: <c>sas_tkn</c>, <c>acctKy</c>, <c>conn_string</c>.</summary>
internal static class SecretWords
{
    /// <summary>A longer misspelling than that may also have a wrong or an additional letter; a shorter one would be a word of its own (<c>taken</c>).</summary>
    private const int ShortestWithWrongLetter = 6;

    private static readonly string[] Words = ["secret", "token", "password", "credential", "credentials", "passphrase", "passw"];

    private static readonly string[] Abbreviations = ["tkn", "cred", "creds", "pwd", "passwd", "pwrd", "psw", "pswd", "ky", "kye"];

    /// <summary>What means a credential in a store, and in a laboratory's own keys may be anything.</summary>
    private static readonly string[] StoreAbbreviations = ["sas", "tok", "auth", "pass", "pw"];

    /// <summary>What such a name ends in when it tells something about a credential and not the credential.</summary>
    private static readonly string[] Descriptions =
    [
        "mode", "type", "kind", "method", "scheme", "url", "uri", "endpoint", "host", "port", "region", "file", "path", "dir", "name", "count", "length", "limit",
        "enabled", "required", "provider", "version", "ttl", "expiry",
    ];

    /// <summary>Whether a word of the name tells of a credential.</summary>
    /// <param name="name">The name, with dots between its parts.</param>
    /// <param name="isStore">Whether it is an attribute of a store.</param>
    public static bool Tell(string name, bool isStore)
    {
        bool tells = false;
        for (int start = 0; start < name.Length;)
        {
            int end = EndOfWord(name, start);
            if (end > start)
            {
                // The last word decides what the name is about.
                tells = (tells || IsMeant(name, start, end - start, isStore)) && !IsOneOf(Descriptions, name, start, end - start);
            }

            start = Math.Max(end, start + 1);
        }

        return tells || (isStore && TellsOfConnection(name));
    }

    private static bool IsMeant(string name, int start, int length, bool isStore) =>
        IsOneOf(Abbreviations, name, start, length) || (isStore && IsOneOf(StoreAbbreviations, name, start, length)) || (length >= 4 && IsMisspelt(name, start, length));

    private static bool IsOneOf(string[] words, string name, int start, int length)
    {
        foreach (string word in words)
        {
            if (word.Length == length && string.Compare(name, start, word, 0, length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMisspelt(string name, int start, int length)
    {
        string? found = null;
        foreach (string word in Words)
        {
            int slips = length < ShortestWithWrongLetter ? 1 : Math.Max(1, length / 4);
            if (Math.Abs(word.Length - length) > slips || CountMissing(word, name, start, length) > slips)
            {
                continue;
            }

            found ??= name.Substring(start, length).ToLowerInvariant();
            if (Spelling.Distance(found, word, slips + 1) <= slips && (length >= ShortestWithWrongLetter || HasOnlyLettersOf(found, word)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many letters of a word the name has not. A file may hold a million names, so most are dismissed without any allocation.</summary>
    private static int CountMissing(string word, string name, int start, int length)
    {
        int missing = 0;
        foreach (char c in word)
        {
            missing += name.IndexOf(c, start, length) < 0 && name.IndexOf(char.ToUpperInvariant(c), start, length) < 0 ? 1 : 0;
        }

        return missing;
    }

    /// <summary>Whether letters are only missing or in another order.</summary>
    private static bool HasOnlyLettersOf(string text, string word)
    {
        foreach (char c in text)
        {
            if (text.Count(other => other == c) > word.Count(other => other == c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A connection string, however it is abbreviated.</summary>
    private static bool TellsOfConnection(string name)
    {
        int conn = name.IndexOf("conn", StringComparison.OrdinalIgnoreCase);
        return conn >= 0 && name.IndexOf("str", conn, StringComparison.OrdinalIgnoreCase) > conn;
    }

    /// <summary>Where a word ends: at what is no letter, or before a capital that follows a small letter.</summary>
    private static int EndOfWord(string name, int start)
    {
        int end = start;
        while (end < name.Length && char.IsLetter(name[end]) && !(end > start && char.IsUpper(name[end]) && char.IsLower(name[end - 1])))
        {
            end++;
        }

        return end;
    }
}
