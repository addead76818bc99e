namespace DataJoint.Leaks.Tests;

/// <summary>Bytes again and again up to a length, and then others.</summary>
internal sealed class RepeatingStream(byte[] bytes, long length, byte[] last) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        for (; read < count && _position < length + last.Length; read++, _position++)
        {
            buffer[offset + read] = _position < length ? bytes[_position % bytes.Length] : last[_position - length];
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
