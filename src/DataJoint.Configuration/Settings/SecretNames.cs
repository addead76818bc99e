using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration.Settings;

/// <summary>Which names tell of a credential, whatever they belong to.</summary>
internal static class SecretNames
{
    /// <summary>A name of the laboratory's own that is shorter is a word of its own, one letter from another (<c>taken</c>).</summary>
    private const int ShortestMisspelling = 6;

    /// <summary>What is shorter is no misspelt name of a credential.</summary>
    private const int ShortestWord = 4;

    private static readonly string[] Words = ["key", "secret", "token", "password", "pwd", "credential", "connection_string", "passw", "passphrase", "passcode"];

    /// <summary>Short words that tell of a credential only where they are all of the name.</summary>
    private static readonly string[] WholeWords = ["pw", "psw", "pswd"];

    /// <summary>Whether an attribute is no credential although a word in its name tells of one.</summary>
    public static bool IsOpen(string attribute) => attribute is "token_length" or "partition_key";

    /// <summary>Whether an attribute's name, or a key with dots, tells of a credential.</summary>
    public static bool Tells(string name)
    {
        if (IsOpen(name))
        {
            return false;
        }

        foreach (string word in Words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return name.EndsWith("pass", StringComparison.OrdinalIgnoreCase) || IsWholeWord(name);
    }

    /// <summary>Whether an attribute that nobody defines tells of a credential, or is the misspelt name of one.</summary>
    public static bool TellsOrIsNear(string attribute)
    {
        string visible = VisibleName.From(attribute);
        return Tells(visible) || IsAnyPartNear(visible, ShortestWord) || SecretWords.Tell(visible, isStore: true);
    }

    /// <summary>Whether a key below <c>custom</c> tells of a credential, or is the misspelt name of one.</summary>
    public static bool IsCustom(string key)
    {
        string visible = VisibleName.From(key);
        return Tells(visible) || IsAnyPartNear(visible, ShortestMisspelling) || SecretWords.Tell(visible, isStore: false);
    }

    /// <summary>Whether a key that means no setting looks like a credential: it is near a secret's, or its name tells of one.</summary>
    public static bool IsCredential(string key)
    {
        if (SettingKey.TryParse(key, out SettingKey? known))
        {
            return known.Value.IsSecret;
        }

        string visible = VisibleName.From(key);
        return UnknownKeys.Suggest(visible) is string suggestion && SettingKey.TryParse(suggestion, out SettingKey? meant)
            ? meant.Value.IsSecret || (Tells(visible) && !Tells(suggestion))
            : IsCustom(visible);
    }

    /// <summary>Whether a name tells of a password, and not of a key or token.</summary>
    public static bool IsPassword(string key) =>
        LastPart(key).IndexOf("pass", StringComparison.OrdinalIgnoreCase) >= 0 || LastPart(key).IndexOf("pw", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether an unknown key of the database's group means its password, the one credential there; the key of a certificate is a file.</summary>
    public static bool IsDatabasePassword(string key)
    {
        string visible = VisibleName.From(key);
        string last = LastPart(visible);
        return visible.Length == last.Length + 9 && visible.StartsWith("database.", StringComparison.OrdinalIgnoreCase)
            && TellsOrIsNear(last) && (IsPassword(last) || !last.EndsWith("key", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The credential of a store that a misspelt attribute means, or null when none is near.</summary>
    public static string? MeantByAttribute(string attribute) => Spelling.Nearest(VisibleName.From(attribute), StoreCatalogue.Secrets);

    private static bool IsWholeWord(string name)
    {
        int start = name.LastIndexOf('.') + 1;
        foreach (string word in WholeWords)
        {
            if (name.Length - start == word.Length && string.Compare(name, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a part between dots is the misspelt name of a credential: what lies below it is one.</summary>
    private static bool IsAnyPartNear(string name, int shortest)
    {
        for (int start = 0, end; start <= name.Length; start = end + 1)
        {
            end = name.IndexOf('.', start);
            end = end < 0 ? name.Length : end;
            if (end - start >= shortest && IsNear(name, start, end - start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nearer to a credential's name than to any other that is known. A file may hold a million names, so most are dismissed without any allocation.</summary>
    private static bool IsNear(string name, int start, int length)
    {
        foreach (string secret in StoreCatalogue.Secrets)
        {
            if (MayBeNear(name, start, length, secret) && IsNear(name.Substring(start, length), secret))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNear(string name, string secret)
    {
        int max = MaxSlips(name.Length);
        return Spelling.Distance(name.ToLowerInvariant().Replace('-', '_'), secret, max + 1) <= max
            && !(Spelling.Nearest(name, StoreCatalogue.AllAttributes.Select(a => a.Name)) is string nearest && !StoreCatalogue.FindAttribute(nearest)!.IsSecret);
    }

    /// <summary>Whether the length fits, and no more of the letters are missing than slips are allowed.</summary>
    private static bool MayBeNear(string name, int start, int length, string secret)
    {
        int slips = MaxSlips(length);
        if (Math.Abs(secret.Length - length) > slips)
        {
            return false;
        }

        int missing = 0;
        foreach (char c in secret)
        {
            missing += name.IndexOf(c, start, length) < 0 && name.IndexOf(char.ToUpperInvariant(c), start, length) < 0 && c != '_' ? 1 : 0;
        }

        return missing <= slips;
    }

    private static int MaxSlips(int length) => Math.Max(1, length / 4);

    private static string LastPart(string key) => key.Substring(key.LastIndexOf('.') + 1);
}
