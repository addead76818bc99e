namespace DataJoint.Configuration.Diagnostics;

/// <summary>Finds the known word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to the word, or null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > 120)
        {
            return null;
        }

        int max = Math.Max(1, word.Length / 4);
        string? best = null;
        int bestDistance = max + 1;
        string folded = Fold(word);
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= bestDistance)
            {
                continue;
            }

            int distance = Distance(folded, Fold(candidate), bestDistance);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), given up at <paramref name="limit"/>.</summary>
    public static int Distance(string left, string right, int limit)
    {
        int[] previous = new int[right.Length + 1];
        int[] current = new int[right.Length + 1];
        int[] before = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            int least = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                int value = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    value = Math.Min(value, before[j - 2] + 1);
                }

                current[j] = value;
                least = Math.Min(least, value);
            }

            if (least > limit)
            {
                return limit;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }

    private static string Fold(string word) => word.ToLowerInvariant().Replace('-', '_');
}
