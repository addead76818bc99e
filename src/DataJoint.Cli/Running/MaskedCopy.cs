using System.Buffers;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>
/// Copies the output of a program with <c>********</c> in place of secrets, wherever its writes end. What may be the beginning of a secret waits for the
/// next write, or the end; everything else is passed on at once.
/// </summary>
internal sealed class MaskedCopy
{
    private const int ChunkBytes = 128 * 1024;

    private static readonly byte[] Mask = Encoding.ASCII.GetBytes(Secret.Mask);

    private readonly OutputMask _mask;
    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _masked = new(ChunkBytes);
    private byte[] _bytes = new byte[ChunkBytes];
    private char[] _chars = new char[ChunkBytes];

    /// <summary>How many bytes wait.</summary>
    private int _waiting;

    /// <summary>How many of those belong to a secret whose mask has been written.</summary>
    private int _covered;

    public MaskedCopy(OutputMask mask, Stream output)
    {
        _mask = mask;
        _output = output;
    }

    /// <summary>A text without the secrets.</summary>
    public static string Apply(OutputMask mask, string text)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(text));
        using MemoryStream output = new();
        new MaskedCopy(mask, output).Run(input, static () => true);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    /// <summary>Copies until the input ends, or nobody wants the output.</summary>
    /// <param name="input">What the program writes.</param>
    /// <param name="isWanted">Whether somebody still reads the output.</param>
    public void Run(Stream input, Func<bool> isWanted)
    {
        int read;
        do
        {
            if (_bytes.Length - _waiting < ChunkBytes / 2)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2); // a secret that is longer than a chunk has begun
                Array.Resize(ref _chars, _bytes.Length);
            }

            read = input.Read(_bytes.AsSpan(_waiting));
            Write(_waiting + read, isEnd: read == 0);
        }
        while (read > 0 && isWanted());
    }

    /// <summary>Writes what is decided of the bytes that are there, and moves the rest to the front.</summary>
    private void Write(int length, bool isEnd)
    {
        Encoding.Latin1.GetChars(_bytes.AsSpan(0, length), _chars);
        ReadOnlySpan<char> text = _chars.AsSpan(0, length);
        int decided = isEnd ? length : _mask.FindOpenEnd(text);
        int written = _covered;
        _masked.ResetWrittenCount();
        for (int at = 0; at < decided; at++)
        {
            (int found, int size) = _mask.Find(text, at);
            if (found < 0 || found >= decided)
            {
                break;
            }

            at = found;
            int end = at + size;
            if (at >= written)
            {
                _masked.Write(_bytes.AsSpan(written, at - written));
                _masked.Write(Mask);
            }

            written = Math.Max(written, end); // secrets that overlap share one mask
        }

        WriteOut(written, decided);
        _covered = Math.Max(0, written - decided);
        _waiting = length - decided;
        _bytes.AsSpan(decided, _waiting).CopyTo(_bytes);
    }

    /// <summary>In one piece, as the program wrote it, and without another copy where there is no secret.</summary>
    private void WriteOut(int written, int decided)
    {
        ReadOnlySpan<byte> rest = written < decided ? _bytes.AsSpan(written, decided - written) : [];
        if (_masked.WrittenCount > 0)
        {
            _masked.Write(rest);
            _output.Write(_masked.WrittenSpan);
        }
        else if (rest.Length > 0)
        {
            _output.Write(rest);
        }
    }
}
