using System.Text;

namespace DataJoint.Fuzz;

/// <summary>Breaks bytes in the ways that people and disks do. The same seed breaks them in the same way.</summary>
internal sealed class Mutator
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\"", "'", ":", ",", "{", "}", "[", "]", "\n", "\r\n", "\t", " ", "\\", "\\u", "\\ud800", "\\n", "//", "/*", "*/", "null", "true", "0", "-1", "1e9",
            "\"\":", "{}", "[]", "\uFEFF", "\u202e", "\0", "é", "漢", "😀", "=", ".", "_FILE", "DJ_", "DJ_STORES", "database.host", "\"password\":", "\"stores\":{",
            "stores.", "custom.", "CANARY", "localhost:3306", "[::1]:1", "http://a:b@c", "# .secrets/database.password\n", "\"$schema\":", "\u2028", "\u001b[31m",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80],
    ];

    private readonly Random _random;

    public Mutator(int seed) => _random = new Random(seed);

    public int Next(int max) => _random.Next(max);

    public byte[] Mutate(byte[] bytes, byte[] other)
    {
        List<byte> list = [.. bytes];
        for (int count = 1 + (_random.Next(3) == 0 ? _random.Next(8) : _random.Next(2)); count > 0; count--)
        {
            Step(list, other);
        }

        return list.Count > 65536 ? [.. list.Take(65536)] : [.. list];
    }

    private void Step(List<byte> list, byte[] other)
    {
        int at = _random.Next(list.Count + 1);
        int length = Math.Min(_random.Next(4) == 0 ? _random.Next(40) : 1, list.Count - at);
        switch (_random.Next(9))
        {
            case 0:
                list.RemoveRange(at, length);
                break;
            case 1:
                list.InsertRange(at, list.GetRange(at, length));
                break;
            case 2 when at < list.Count:
                list[at] = (byte)_random.Next(256);
                break;
            case 3:
                list.RemoveRange(at, length);
                list.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 4 when other.Length > 0:
                int from = _random.Next(other.Length);
                list.InsertRange(at, other.AsSpan(from, _random.Next(Math.Min(60, other.Length - from) + 1)));
                break;
            case 5:
                SwapWords(list);
                break;
            case 6:
                Structure(list);
                break;
            default:
                list.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
        }
    }

    /// <summary>Swaps two quoted texts or two other runs.</summary>
    private void SwapWords(List<byte> list)
    {
        List<(int Start, int End)> words = [];
        for (int i = 0, start = 0; i <= list.Count; i++)
        {
            if (i == list.Count || list[i] is (byte)':' or (byte)',' or (byte)'{' or (byte)'}' or (byte)'\n' or (byte)'=')
            {
                if (i > start)
                {
                    words.Add((start, i));
                }

                start = i + 1;
            }
        }

        if (words.Count > 1)
        {
            int first = _random.Next(words.Count - 1);
            int second = _random.Next(2) == 0 ? first + 1 : first + 1 + _random.Next(words.Count - first - 1);
            List<byte> later = list.GetRange(words[second].Start, words[second].End - words[second].Start);
            List<byte> earlier = list.GetRange(words[first].Start, words[first].End - words[first].Start);
            list.RemoveRange(words[second].Start, later.Count);
            list.InsertRange(words[second].Start, earlier);
            list.RemoveRange(words[first].Start, earlier.Count);
            list.InsertRange(words[first].Start, later);
        }
    }

    /// <summary>Removes, doubles or replaces one of the characters that structure JSON.</summary>
    private void Structure(List<byte> list)
    {
        int[] places = [.. Enumerable.Range(0, list.Count).Where(i => "\"':,{}[]\n\\".Contains((char)list[i]))];
        if (places.Length == 0)
        {
            return;
        }

        int at = places[_random.Next(places.Length)];
        switch (_random.Next(3))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(at, list[at]);
                break;
            default:
                list[at] = (byte)"\"':,{}[]\n\\"[_random.Next(10)];
                break;
        }
    }
}
