using System.Collections.Frozen;

namespace DataJoint.Leaks.Rules;

/// <summary>Words that people write where a secret would be: names of it, orders to fill it in, and words of forms, types and schemas.</summary>
internal static class PlainWords
{
    private static readonly FrozenSet<string> Credentials =
        Split("password passwd passphrase passcode pass pwd passwort kennwort contraseña contrasena wachtwoord secret secrets token tokens credential credentials apikey key keys authtoken accesskey secretkey");

    private static readonly FrozenSet<string> Others = Split(
        "your my the a an of for to and or is in on at as by it be not no any if db database user username name new old current access api auth client account admin root here example examples "
        + "sample placeholder change me changeme replace this that with enter insert put add fill todo fixme tbd xxx yyy zzz dummy fake redacted masked hidden value values string str text some "
        + "foo bar baz qux set unset default none null nil undefined empty blank required optional actual real true false yes off bytes int integer number varchar char object array type "
        + "must should please invalid incorrect wrong missing provided confirm confirmed confirmation reset forgot forgotten show hide repeat again min max length minimum maximum nullable "
        + "field input label title description message error bearer basic oauth oauth2 jwt session id guest scott tiger minioadmin security secure encrypted hash hashed from env environment "
        + "variable var vault file path config settings mot de passe optionalstring secretstr self args kwargs test testing mock stub demo datajoint store stores main raw host hostname server email address phone role group status port url uri login sign up enabled disabled option options flag flags argument arguments parameter parameters salt anonymous mypass mypassword p ssw0rd passw0rd");

    private static readonly char[] Breaks = " _-.,:;!?/\\<>()[]{}'\"@%$*=+|`#~".ToCharArray();

    /// <summary>Whether a text consists of such words, or names a secret in words: <c>db_password</c>, <c>Enter your password</c>, <c>required|min:8</c>.</summary>
    public static bool AreAll(string text)
    {
        string[] words = text.ToLowerInvariant().Split(Breaks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return true;
        }

        bool areLetters = Array.TrueForAll(words, word => word.AsSpan().IndexOfAnyInRange('0', '9') < 0);
        bool namesCredential = Array.Exists(words, Credentials.Contains);
        return Array.TrueForAll(words, IsPlain)
            || (areLetters && namesCredential && words.Length > 1)
            || (areLetters && words.Length > 2 && HasEnough(words, isSentence: text.Contains(' ', StringComparison.Ordinal)));
    }

    /// <summary>A sentence has one of them; of words that are joined, as in a passphrase, it takes half.</summary>
    private static bool HasEnough(string[] words, bool isSentence)
    {
        int count = words.Count(Others.Contains);
        return isSentence ? count > 0 : 2 * count >= words.Length;
    }

    private static bool IsPlain(string word) =>
        Credentials.Contains(word) || Others.Contains(word) || (word.Length <= 2 && char.IsAsciiDigit(word[0]));

    private static FrozenSet<string> Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
