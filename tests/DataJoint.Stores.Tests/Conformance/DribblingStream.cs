namespace DataJoint.Stores.Tests;

/// <summary>Content from a slow source: not seekable, a few bytes a read, and what else a test wants to happen on the way.</summary>
public sealed class DribblingStream(byte[] content, Action<long>? onRead = null, int max = 7) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        onRead?.Invoke(_position);
        int part = Math.Min(Math.Min(count, max), content.Length - _position);
        content.AsSpan(_position, part).CopyTo(buffer.AsSpan(offset));
        _position += part;
        return part;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
