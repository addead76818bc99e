using DataJoint.Configuration;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Finds known values, shapes and what a project has rules for in one text, and in what is encoded in it.</summary>
internal sealed class TextScan(KnownValues known, PatternSearch patterns, LeakedTexts? texts = null)
{
    /// <summary>How many encodings may lie in each other.</summary>
    private const int MaxDepth = 3;

    private CancellationToken _cancellation;

    /// <summary>Scans a text.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="isWhole">Whether it is a whole file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, by place.</returns>
    public List<Sighting> Scan(in Passage passage, bool isWhole, CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        return Scan(passage, isWhole, 0);
    }

    private List<Sighting> Scan(in Passage passage, bool isWhole, int depth)
    {
        List<Match> matches = [];
        List<Sighting> nested = [];
        if (isWhole)
        {
            FileShape.Find(passage, matches);
        }

        FindKnown(passage, matches);
        FindShapes(passage, depth, matches, nested);
        patterns.Find(passage, matches, _cancellation);
        if (depth < MaxDepth)
        {
            FindBase64(passage, depth, nested);
        }

        return matches.Count + nested.Count == 0 ? nested : Resolve(passage, matches, nested);
    }

    private void FindKnown(in Passage passage, List<Match> matches)
    {
        foreach ((int at, int length) in known.FindAll(passage.Text))
        {
            matches.Add(new Match(LeakRules.KnownValue, at, at, at + length));
        }
    }

    private void FindShapes(in Passage passage, int depth, List<Match> matches, List<Sighting> nested)
    {
        ReadOnlySpan<char> text = passage.Text;
        Dictionary<IEncoding, int> decoded = [];
        for (int at = ShapeTable.Literals.Find(text, 0); at >= 0; at = ShapeTable.Literals.Find(text, at + 1))
        {
            _cancellation.ThrowIfCancellationRequested();
            foreach (Needle needle in ShapeTable.At(text, at))
            {
                if (!text[at..].StartsWith(needle.Text, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                needle.Shape?.Find(passage, at, matches);
                if (needle.Encoding is IEncoding encoding && depth < MaxDepth && at >= decoded.GetValueOrDefault(encoding))
                {
                    (int start, int end) = encoding.FindRegion(text, at);
                    start = Math.Max(start, decoded.GetValueOrDefault(encoding));
                    decoded[encoding] = end;
                    Decode(passage, (start, end), encoding.Decode(text[start..end]), depth, nested);
                }
            }
        }
    }

    private void FindBase64(in Passage passage, int depth, List<Sighting> nested)
    {
        for (int from = 0; from < passage.Text.Length;)
        {
            (int start, int end) = Base64Runs.FindNext(passage.Text, from, out string decoded);
            if (start < 0)
            {
                return;
            }

            Decode(passage, (start, end), decoded, depth, nested);
            from = end;
        }
    }

    private void Decode(in Passage passage, (int Start, int End) region, string decoded, int depth, List<Sighting> nested)
    {
        foreach (Sighting inner in Scan(new Passage(decoded, passage.Traits), isWhole: false, depth + 1))
        {
            nested.Add(inner with { At = region.Start, End = region.End });
        }
    }

    /// <summary>Of what overlaps, the rule that tells most; what an encoding hides counts where nothing was found in plain sight.</summary>
    private List<Sighting> Resolve(in Passage passage, List<Match> matches, List<Sighting> nested)
    {
        HideNames(matches);
        bool[] taken = new bool[passage.Text.Length];
        List<Match> kept = [];
        foreach (Match match in matches.OrderBy(match => Rank(match.Rule)).ThenBy(match => match.SecretStart).ThenByDescending(match => match.SecretEnd))
        {
            Span<bool> place = taken.AsSpan(match.SecretStart..match.SecretEnd);
            if (!place.Contains(true))
            {
                place.Fill(true);
                kept.Add(match);
            }
        }

        List<Sighting> found = [];
        foreach (Match match in kept.OrderBy(match => match.SecretStart))
        {
            byte check = SecretCheck.Compute(passage.Text[match.SecretStart..match.SecretEnd]);
            texts?.Add(match.Rule, check, passage.Text[match.SecretStart..match.SecretEnd]);
            found.Add(new Sighting(match.Rule, match.SecretStart, match.SecretEnd, ExcerptOf.Match(passage.Text, match, known), check)
            {
                Credential = known.KeepsFound ? PairReader.Read(passage, match, known) : null,
            });
        }

        return nested.Count == 0 ? found : Join(found, HideWithin(matches, nested));
    }

    /// <summary>Goes through both once, from start to end.</summary>
    private static List<Sighting> Join(List<Sighting> plain, List<Sighting> nested)
    {
        List<Sighting> joined = [.. plain];
        List<Sighting> open = []; // what was added and has not ended: at most one for each rule
        int first = 0;
        foreach (Sighting inner in nested.OrderBy(inner => inner.At))
        {
            open.RemoveAll(other => other.End <= inner.At);
            while (first < plain.Count && plain[first].End <= inner.At)
            {
                first++;
            }

            if (!open.Exists(other => IsSame(other, inner)) && !IsPlain(plain, first, inner))
            {
                open.Add(inner);
                joined.Add(inner);
            }
        }

        return [.. joined.OrderBy(each => each.At)];
    }

    /// <summary>What stands within a secret is no name to show.</summary>
    private static void HideNames(List<Match> matches)
    {
        matches.Sort((one, other) => one.SecretStart.CompareTo(other.SecretStart));
        int furthest = 0; // where those have ended that begin before
        for (int i = 0, group = 0; i < matches.Count; i++)
        {
            for (; matches[group].SecretStart < matches[i].SecretStart; group++)
            {
                furthest = Math.Max(furthest, matches[group].SecretEnd);
            }

            if (matches[i].Start < furthest)
            {
                matches[i] = matches[i] with { Start = matches[i].SecretStart };
            }
        }
    }

    /// <summary>The same for what an encoding hides within a secret. The matches are in their order.</summary>
    private static List<Sighting> HideWithin(List<Match> matches, List<Sighting> nested)
    {
        List<Sighting> hidden = [];
        int next = 0;
        int furthest = 0;
        foreach (Sighting inner in nested.OrderBy(inner => inner.At))
        {
            for (; next < matches.Count && matches[next].SecretStart <= inner.At + 1; next++)
            {
                furthest = Math.Max(furthest, matches[next].SecretEnd);
            }

            hidden.Add(inner.At < furthest ? inner with { Excerpt = Secret.Mask } : inner);
        }

        return hidden;
    }

    private static bool IsPlain(List<Sighting> plain, int first, Sighting inner)
    {
        for (int i = first; i < plain.Count && plain[i].At < inner.End; i++)
        {
            if (IsSame(plain[i], inner))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(Sighting outer, Sighting inner) => outer.Check == inner.Check || outer.Rule == inner.Rule;

    private int Rank(LeakRule rule)
    {
        for (int i = 0; i < LeakRules.All.Count; i++)
        {
            if (ReferenceEquals(LeakRules.All[i], rule))
            {
                return i;
            }
        }

        return LeakRules.All.Count + patterns.RankOf(rule);
    }
}
