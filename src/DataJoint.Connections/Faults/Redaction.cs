using System.Collections;
using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Connections.Faults;

/// <summary>Keeps passwords out of what drivers and servers say.</summary>
internal static class Redaction
{
    public static string Mask(string text, IReadOnlyList<Secret> passwords)
    {
        foreach (string password in TextsOf(passwords))
        {
            text = text.Replace(password, Secret.Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What a server or driver says, safe to print. Masked first: a password that is cut or escaped would not be found any more.</summary>
    public static string Words(string text, IReadOnlyList<Secret> passwords, int max = 200) =>
        Display.Sanitize(Mask(text, passwords), max);

    /// <summary>The exception, or null when anything that it or those inside it print has a password in it.</summary>
    public static Exception? Harmless(Exception? error, IReadOnlyList<Secret> passwords)
    {
        for (Exception? each = error; each is not null; each = each.InnerException)
        {
            if (TextsOf(passwords).Any(text => each.ToString().Contains(text, StringComparison.Ordinal) || HasInData(each, text)))
            {
                return null;
            }
        }

        return error;
    }

    private static IEnumerable<string> TextsOf(IReadOnlyList<Secret> passwords) => passwords.Select(one => one.Reveal()).Where(text => text.Length > 0);

    private static bool HasInData(Exception error, string text)
    {
        foreach (DictionaryEntry entry in error.Data)
        {
            if (Convert.ToString(entry.Value, CultureInfo.InvariantCulture)?.Contains(text, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }
}
