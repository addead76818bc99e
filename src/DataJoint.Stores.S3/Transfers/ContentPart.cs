namespace DataJoint.Stores.S3.Transfers;

/// <summary>Some bytes of a write, with their checksum: in memory that is used again, or in the file that is written.</summary>
internal sealed class ContentPart : IDisposable
{
    private readonly PartBuffers? _buffers;
    private readonly PartFile? _file;
    private readonly long _offset;
    private byte[]? _buffer;

    /// <summary>Bytes in memory, which goes back to where it is from.</summary>
    public ContentPart(int number, byte[] buffer, int length, PartBuffers buffers)
    {
        _buffers = buffers;
        Number = number;
        _buffer = buffer;
        Length = length;
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        sum.Append(buffer.AsSpan(0, length));
        Checksum = sum.Finish();
    }

    /// <summary>Bytes in a file, which are read each time that they are wanted.</summary>
    public ContentPart(int number, PartFile file, long offset, int length, Checksum checksum)
    {
        _file = file;
        _offset = offset;
        Number = number;
        Length = length;
        Checksum = checksum;
    }

    /// <summary>Counted from 1.</summary>
    public int Number { get; }

    public int Length { get; }

    public Checksum Checksum { get; }

    /// <summary>What it takes of memory until it is disposed of.</summary>
    public int InMemory => _file is null ? Length : PartFile.InMemory;

    /// <summary>A stream over the bytes, which seeks; each attempt takes one of its own.</summary>
    public Stream Open() => _file?.Open(_offset, Length) ?? new MemoryStream(_buffer!, 0, Length, writable: false);

    /// <summary>The fault when the file is no longer what it was when its checksum was computed; else <see langword="null"/>.</summary>
    public async Task<IOException?> FindChangeAsync(CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            return null;
        }

        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        int found = await _file.ReadAsync(_offset, Length, bytes => sum.Append(bytes.Span), cancellationToken).ConfigureAwait(false);
        return found == Length && sum.Finish().Equals(Checksum) ? null : _file.Changed();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _buffers!.Return(buffer);
        }
    }
}
