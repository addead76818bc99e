using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DataJoint.Git.History;

/// <summary>Reads the lines at the beginning of commits and tags.</summary>
internal static class CommitText
{
    /// <summary>Reads a commit.</summary>
    /// <returns>Null when it is not written as one.</returns>
    public static Commit? Parse(ReadOnlySpan<byte> text)
    {
        GitObjectId? tree = null;
        List<GitObjectId> parents = [];
        long time = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (line.IsEmpty)
            {
                break;
            }

            if (line.StartsWith("tree "u8) && tree is null)
            {
                tree = ReadId(line[5..]);
            }
            else if (line.StartsWith("parent "u8))
            {
                if (ReadId(line[7..]) is not GitObjectId parent)
                {
                    return null;
                }

                parents.Add(parent);
            }
            else if (line.StartsWith("committer "u8))
            {
                time = ReadTime(line).Seconds;
            }
        }

        return tree is GitObjectId known ? new Commit(known, [.. parents], time) : null;
    }

    /// <summary>When the author wrote a commit, in ISO 8601; empty when it does not say it.</summary>
    public static string ReadAuthorDate(ReadOnlySpan<byte> text)
    {
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (line.StartsWith("author "u8) && ReadTime(line) is { Seconds: > 0 and < 200_000_000_000 } time)
            {
                return DateTimeOffset.FromUnixTimeSeconds(time.Seconds).ToOffset(time.Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
            }

            if (line.IsEmpty)
            {
                break;
            }
        }

        return "";
    }

    /// <summary>What a tag is put on.</summary>
    public static GitObjectId? ReadTarget(ReadOnlySpan<byte> tag) => tag.StartsWith("object "u8) && tag.IndexOf((byte)'\n') is int end and > 0 ? ReadId(tag[7..end]) : null;

    /// <summary>The end of <c>Ana &lt;ana@example.com&gt; 1700000000 +0100</c>.</summary>
    private static (long Seconds, TimeSpan Offset) ReadTime(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line[(line.LastIndexOf((byte)'>') + 1)..].TrimStart((byte)' ');
        if (!Utf8Parser.TryParse(rest, out long seconds, out int read))
        {
            return (0, TimeSpan.Zero);
        }

        bool isOffset = Utf8Parser.TryParse(rest[read..].TrimStart((byte)' '), out int offset, out _) && offset is >= -1400 and <= 1400 && Math.Abs(offset % 100) < 60;
        return (seconds, isOffset ? new TimeSpan(offset / 100, offset % 100, 0) : TimeSpan.Zero);
    }

    private static GitObjectId? ReadId(ReadOnlySpan<byte> digits) =>
        digits.Length is 40 or 64 && GitObjectId.TryParse(Encoding.Latin1.GetString(digits), out GitObjectId id) ? id : null;
}
