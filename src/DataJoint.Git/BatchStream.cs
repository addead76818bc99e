namespace DataJoint.Git;

/// <summary>The content of one object in the output of <c>git cat-file --batch</c>.</summary>
internal sealed class BatchStream(BufferedStream batch, long size) : Stream
{
    private long _left = size;

    /// <summary>Whether git ended before the content did.</summary>
    public bool IsCut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, _left);
        int read = wanted == 0 ? 0 : batch.Read(buffer[..wanted]);
        if (read == 0 && wanted > 0)
        {
            IsCut = true;
            throw new GitException("git gave less than it holds");
        }

        _left -= read;
        return read;
    }

    /// <summary>Passes over what nobody read, and the line end.</summary>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[1024];
        while (_left > 0)
        {
            _ = Read(rest);
        }

        batch.ReadByte();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
