using System.Globalization;
using System.Text;

namespace DataJoint.Connections.PostgreSql;

/// <summary>
/// Normalisation form KC (https://www.unicode.org/reports/tr15/). The runtime's own does nothing where programs run without ICU, as djc does, and a
/// password would then be another one than the server has hashed.
/// </summary>
internal sealed class Nfkc
{
    // Hangul is arithmetic: https://www.unicode.org/versions/latest/core-spec/chapter-3/, section 3.12.
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private static readonly Lazy<Nfkc> Data = new(() => new Nfkc());

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly Dictionary<int, int> _classes = [];

    private Nfkc()
    {
        using Stream stream = typeof(Nfkc).Assembly.GetManifestResourceStream("Nfkc.txt")!;
        using StreamReader reader = new(stream);
        for (string section = reader.ReadLine()!; reader.ReadLine() is string line;)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                section = line;
                continue;
            }

            string left = line[..equals];
            string right = line[(equals + 1)..];
            switch (section)
            {
                case "D":
                    _decompositions.Add(Parse(left), [.. right.Split(' ').Select(Parse)]);
                    break;
                case "C":
                    _compositions.Add((Parse(left.Split(' ')[0]), Parse(left.Split(' ')[1])), Parse(right));
                    break;
                default:
                    AddClass(left, int.Parse(right, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    /// <summary>The text in normalisation form KC.</summary>
    public static string Normalize(string text) => Ascii.IsValid(text) ? text : Data.Value.Compose(Data.Value.Decompose(text));

    private List<int> Decompose(string text)
    {
        List<int> points = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            int syllable = rune.Value - SyllableBase;
            if (syllable is >= 0 and < Leads * Vowels * Tails)
            {
                points.Add(LeadBase + (syllable / (Vowels * Tails)));
                points.Add(VowelBase + (syllable % (Vowels * Tails) / Tails));
                points.AddRange(syllable % Tails == 0 ? [] : [TailBase + (syllable % Tails)]);
            }
            else
            {
                points.AddRange(_decompositions.TryGetValue(rune.Value, out int[]? parts) ? parts : [rune.Value]);
            }
        }

        Order(points);
        return points;
    }

    /// <summary>Marks that follow one character stand in the order of their classes; equal ones stay as they are.</summary>
    private void Order(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            for (int at = i; at > 0 && ClassOf(points[at]) is int own and > 0 && ClassOf(points[at - 1]) > own; at--)
            {
                (points[at - 1], points[at]) = (points[at], points[at - 1]);
            }
        }
    }

    private string Compose(List<int> points)
    {
        List<int> composed = [];
        int starter = -1;
        foreach (int point in points)
        {
            int own = ClassOf(point);
            int last = composed.Count == 0 ? 0 : ClassOf(composed[^1]);
            bool isBlocked = starter < 0 || (composed.Count - 1 > starter && (last == 0 || last >= own));
            if (!isBlocked && Pair(composed[starter], point) is int pair)
            {
                composed[starter] = pair;
                continue;
            }

            composed.Add(point);
            starter = own == 0 ? composed.Count - 1 : starter;
        }

        return string.Concat(composed.Select(char.ConvertFromUtf32));
    }

    private int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and int lead && second - VowelBase is >= 0 and < Vowels and int vowel)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Tails);
        }

        bool takesTail = first - SyllableBase is >= 0 and < Leads * Vowels * Tails and int syllable && syllable % Tails == 0;
        return takesTail && second - TailBase is > 0 and < Tails and int tail ? first + tail
            : _compositions.TryGetValue((first, second), out int composed) ? composed : null;
    }

    private int ClassOf(int point) => _classes.GetValueOrDefault(point);

    private void AddClass(string range, int value)
    {
        string[] ends = range.Split('-');
        for (int point = Parse(ends[0]); point <= Parse(ends[1]); point++)
        {
            _classes.Add(point, value);
        }
    }

    private static int Parse(string number) => int.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
