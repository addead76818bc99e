using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Files whose name says that they hold a credential: <c>.secrets/database.password</c>, and <c>.pgpass</c>.</summary>
internal static class FileShape
{
    private const int LargestValue = 64 * 1024;

    /// <summary>Looks at a whole file.</summary>
    public static void Find(in Passage passage, List<Match> found)
    {
        if (passage.Traits.IsPasswordFile)
        {
            FindPasswords(passage, found);
        }
        else if (passage.Traits.Secret is not NameKind.None and NameKind kind)
        {
            ReadOnlySpan<char> value = passage.Text.TrimEnd();
            NameKind judged = kind == NameKind.Token ? NameKind.Key : kind;
            if (value.Length is > 0 and <= LargestValue && SecretText.IsPlausible(value.Length > 4096 ? value[..4096] : value, judged, isQuoted: true))
            {
                found.Add(new Match(LeakRules.SecretsFile, 0, 0, value.Length));
            }
        }
    }

    /// <summary><c>host:port:database:user:password</c></summary>
    private static void FindPasswords(in Passage passage, List<Match> found)
    {
        int at = 0;
        foreach (Range range in passage.Text.Split('\n'))
        {
            ReadOnlySpan<char> line = passage.Text[range].TrimEnd('\r');
            at = range.Start.GetOffset(passage.Text.Length);
            int colon = line.StartsWith("#") ? -1 : FindFourthColon(line);
            if (colon >= 0 && SecretText.IsPlausible(line[(colon + 1)..], NameKind.Password, isQuoted: true))
            {
                found.Add(new Match(LeakRules.CredentialAssignment, at + colon + 1, at + colon + 1, at + line.Length));
            }
        }
    }

    private static int FindFourthColon(ReadOnlySpan<char> line)
    {
        int count = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ':' && (i == 0 || line[i - 1] != '\\') && ++count == 4)
            {
                return i;
            }
        }

        return -1;
    }
}
