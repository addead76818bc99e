namespace DataJoint.Stores.Azure.Tests;

/// <summary>Content that gives some zeros and then nothing more until the reader gives up, who goes on within the very call that gives up.</summary>
internal sealed class WaitingStream(long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == length)
        {
            var waiting = new TaskCompletionSource<int>();
            await using CancellationTokenRegistration giving = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            return await waiting.Task;
        }

        int count = (int)Math.Min(buffer.Length, length - _position);
        buffer.Span[..count].Clear();
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
