using System.Text;

namespace DataJoint.Connections.PostgreSql;

/// <summary>Prepares passwords as the server and libpq do before they hash them (SASLprep, RFC 4013): what people type in two ways becomes one.</summary>
internal static class SaslPrep
{
    /// <summary>The prepared password; as it is written when it cannot be prepared, which is what libpq uses then.</summary>
    public static string Prepare(string password) => Ascii.IsValid(password) ? password : TryPrepare(password) ?? password;

    private static string? TryPrepare(string password)
    {
        if (HasLoneSurrogate(password))
        {
            return null; // It is no text.
        }

        StringBuilder mapped = new(password.Length);
        foreach (Rune rune in password.EnumerateRunes())
        {
            if (SaslPrepTables.Spaces.Contains(rune.Value))
            {
                mapped.Append(' ');
            }
            else if (!SaslPrepTables.Nothing.Contains(rune.Value))
            {
                mapped.Append(rune);
            }
        }

        // What is not allowed is looked for before normalization, as the server does: a character may be normalized away.
        string text = mapped.ToString();
        return text.Length > 0 && IsAllowed(text) ? Nfkc.Normalize(text) : null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAllowed(string text)
    {
        bool hasRight = false;
        bool hasLeft = false;
        Rune last = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (SaslPrepTables.Prohibited.Contains(rune.Value) || SaslPrepTables.Unassigned.Contains(rune.Value))
            {
                return false;
            }

            hasRight |= SaslPrepTables.RightToLeft.Contains(rune.Value);
            hasLeft |= SaslPrepTables.LeftToRight.Contains(rune.Value);
            last = rune;
        }

        // Text from right to left holds nothing of the other kind, and begins and ends with its own (RFC 3454, section 6).
        return !hasRight || (!hasLeft && SaslPrepTables.RightToLeft.Contains(Rune.GetRuneAt(text, 0).Value) && SaslPrepTables.RightToLeft.Contains(last.Value));
    }
}
