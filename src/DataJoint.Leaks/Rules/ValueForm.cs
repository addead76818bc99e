using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks;

/// <summary>What a single value is by its form alone, without a name beside it.</summary>
public static class ValueForm
{
    private const int AwsSecretLength = 40;

    /// <summary>How often a random text of that length changes between capitals, small letters, digits and signs, at the least; words and paths do so less often.</summary>
    private const int FewestChanges = 14;

    /// <summary>Recognises a token or a key of AWS. Samples from documentation count: a person who types one means the real one.</summary>
    /// <param name="value">The value; white space around it does not count.</param>
    /// <returns>The rule that says what it is, or null.</returns>
    public static LeakRule? Find(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        foreach (TokenForm form in TokenForm.All)
        {
            if (text.StartsWith(form.Prefix) && text[form.Prefix.Length..] is var rest
                && rest.Length >= form.MinLength && rest.Length <= form.MaxLength && !rest.ContainsAnyExcept(form.Characters))
            {
                return form.Rule;
            }
        }

        return IsAwsSecret(text) ? LeakRules.AwsKey : null;
    }

    private static bool IsAwsSecret(ReadOnlySpan<char> text)
    {
        if (text.Length != AwsSecretLength || text.ContainsAnyExcept(TokenForm.AwsSecretCharacters))
        {
            return false;
        }

        int changes = 0;
        for (int i = 1; i < text.Length; i++)
        {
            changes += KindOf(text[i]) == KindOf(text[i - 1]) ? 0 : 1;
        }

        return changes >= FewestChanges && text.ContainsAnyInRange('A', 'Z') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('0', '9');
    }

    private static int KindOf(char c) => char.IsAsciiLetterUpper(c) ? 0 : char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiDigit(c) ? 2 : 3;
}
