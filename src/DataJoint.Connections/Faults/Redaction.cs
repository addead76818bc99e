using System.Collections;
using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Connections.Faults;

/// <summary>Keeps a password out of what drivers and servers say.</summary>
internal static class Redaction
{
    public static string Mask(string text, Secret? password) =>
        password is null || password.Reveal().Length == 0
            ? text
            : text.Replace(password.Reveal(), Secret.Mask, StringComparison.Ordinal);

    /// <summary>What a server or driver says, safe to print. Masked first: a password that is cut or escaped would not be found any more.</summary>
    public static string Words(string text, Secret? password, int max = 200) =>
        Display.Sanitize(Mask(text, password), max);

    /// <summary>The exception, or null when anything that it or those inside it print has the password in it.</summary>
    public static Exception? Harmless(Exception? error, Secret? password)
    {
        string text = password?.Reveal() ?? "";
        if (error is null || text.Length == 0)
        {
            return error;
        }

        for (Exception? each = error; each is not null; each = each.InnerException)
        {
            if (each.ToString().Contains(text, StringComparison.Ordinal) || HasInData(each, text))
            {
                return null;
            }
        }

        return error;
    }

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
