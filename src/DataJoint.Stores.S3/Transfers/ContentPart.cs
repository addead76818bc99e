namespace DataJoint.Stores.S3;

/// <summary>Some bytes of a write, in memory that is used again, with their checksum.</summary>
internal sealed class ContentPart : IDisposable
{
    private readonly PartBuffers _buffers;
    private byte[]? _buffer;

    public ContentPart(int number, byte[] buffer, int length, PartBuffers buffers)
    {
        _buffers = buffers;
        Number = number;
        _buffer = buffer;
        Length = length;
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        sum.Append(Bytes);
        Checksum = sum.Finish();
    }

    /// <summary>Counted from 1.</summary>
    public int Number { get; }

    public int Length { get; }

    public Checksum Checksum { get; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>A stream over the bytes; each attempt takes one of its own.</summary>
    public MemoryStream Open() => new(_buffer!, 0, Length, writable: false);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _buffers.Return(buffer);
        }
    }
}
