using System.Buffers.Binary;

namespace DataJoint.Leaks.Scanning;

/// <summary>A packed stream that knows what it gave last: where the packed bytes end, something else may follow, which the reader has taken already.</summary>
internal sealed class RememberingStream(Stream inner) : Stream
{
    private byte[] _last = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _last = read > 0 ? [.. _last.TakeLast(sizeof(uint)), .. buffer[..read]] : _last;
        return read;
    }

    /// <summary>Forgets what belongs to the packed bytes, which end with the length of what they hold.</summary>
    public void CutAfter(uint length)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, length);
        int at = _last.AsSpan().IndexOf(trailer);
        _last = at < 0 ? _last : _last[(at + trailer.Length)..];
    }

    /// <summary>What is left: the end of what was given, and what was not.</summary>
    public Stream Rest() => new PeekedStream(_last, inner);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
