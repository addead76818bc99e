using System.Buffers;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The bytes of a commit or tag: its header lines, each with those that continue it, and its message.</summary>
internal sealed class CommitText
{
    private readonly byte[] _bytes;
    private readonly List<(int Start, int Length)> _headers = [];

    /// <summary>Takes an object apart.</summary>
    public CommitText(byte[] bytes)
    {
        _bytes = bytes;
        int at = 0;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            int start = at;
            do
            {
                int end = bytes.AsSpan(at).IndexOf((byte)'\n');
                at = end < 0 ? bytes.Length : at + end + 1;
            }
            while (at < bytes.Length && bytes[at] == ' ');
            _headers.Add((start, at - start));
        }

        MessageStart = at;
    }

    public int HeaderCount => _headers.Count;

    /// <summary>Where the headers have ended, before the empty line.</summary>
    public int MessageStart { get; }

    public ReadOnlySpan<byte> Message => _bytes.AsSpan(MessageStart);

    /// <summary>A header with its line end.</summary>
    public ReadOnlySpan<byte> Header(int index) => _bytes.AsSpan(_headers[index].Start, _headers[index].Length);

    public ReadOnlySpan<byte> NameOf(int index)
    {
        ReadOnlySpan<byte> header = Header(index);
        int space = header.IndexOf((byte)' ');
        return space < 0 ? header : header[..space];
    }

    /// <summary>The id that a header such as <c>tree</c> or <c>parent</c> gives.</summary>
    public bool TryReadId(int index, out GitObjectId id)
    {
        ReadOnlySpan<byte> header = Header(index);
        int space = header.IndexOf((byte)' ');
        return ObjectDigits.TryRead(header[(space + 1)..].TrimEnd((byte)'\n'), out id);
    }

    /// <summary>The first line of the message, for people.</summary>
    public string Subject()
    {
        ReadOnlySpan<byte> message = Message.TrimStart((byte)'\n');
        int end = message.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? message : message[..end]);
    }

    /// <summary>Writes a header with an id.</summary>
    public static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> name, GitObjectId id)
    {
        target.Write(name);
        target.Write(" "u8);
        target.WriteDigits(id);
        target.Write("\n"u8);
    }
}
