namespace DataJoint.Cli.Terminals;

/// <summary>Standard input whose reads Ctrl-C ends.</summary>
/// <remarks>
/// A read from a quiet pipe or terminal blocks in the system and sees no token. So it runs on a thread of its own and into a block of its own; a
/// read that is given up goes on there, and what it gets is lost, which does no harm: the command is over.
/// </remarks>
internal sealed class InterruptibleInput(Stream input) : Stream
{
    private const int BlockSize = 1 << 16;

    private readonly byte[] _block = new byte[BlockSize];
    private int _position;
    private int _end;

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
        if (_position == _end)
        {
            _position = 0;
            _end = input.Read(_block);
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _end && buffer.Length > 0)
        {
            int read = await Task.Run(() => input.Read(_block), CancellationToken.None).WaitAsync(cancellationToken);
            _position = 0;
            _end = read;
        }

        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _position);
        _block.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
