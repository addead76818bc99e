namespace DataJoint.Stores.Files;

/// <summary>
/// A local file's content that tells of no end when the file has changed: so the write fails before anything is to be seen of it.
/// </summary>
internal sealed class WatchedContent(FileStream content, WatchedFile file, string storeName, string objectName) : SpanStream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    // What is read counts as long as it was in the beginning.
    public override long Length => file.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Check(content.Read(buffer), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Check(await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is for reading.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is for reading.");

    // With the last byte already, because who knows the length does not read on to the end.
    private int Check(int count, int wanted)
    {
        if (wanted > 0 && (count == 0 || content.Position >= file.Length) && file.FindChange() is { } change)
        {
            throw new StoreException(StoreErrorCode.Changed, storeName, objectName, change + "; nothing was stored.");
        }

        return count;
    }
}
