namespace DataJoint.Stores.S3.Transfers;

/// <summary>Cuts content into parts and sums the whole up. What the content throws comes through as it is.</summary>
internal sealed class PartReader : IDisposable
{
    private const int FirstBlock = 64 << 10;

    private readonly PartBuffers _buffers = new();
    private readonly Stream _content;
    private readonly PartFile? _file;
    private readonly PartPlan _plan;
    private readonly long? _length;
    private readonly long _start;
    private readonly ChecksumBuilder? _sum;
    private Checksum? _joined;
    private int _number;

    public PartReader(Stream content, WriteOptions options)
    {
        _content = content;
        _file = PartFile.From(content);
        _length = content.CanSeek ? Math.Max(0, content.Length - content.Position) : options.Length;
        _start = content.CanSeek ? content.Position : 0;
        _plan = PartPlan.For(_length);

        // CRC-32C of the whole comes from those of the parts.
        _sum = options.Checksum == ChecksumKind.Crc32C ? null : new ChecksumBuilder(options.Checksum);
    }

    /// <summary>How many bytes were read so far.</summary>
    public long Total { get; private set; }

    /// <summary>The checksum that the caller wants, of everything read so far.</summary>
    public Checksum Wanted => _sum?.Finish() ?? Joined;

    /// <summary>CRC-32C of everything read so far.</summary>
    public Checksum Joined => _joined!;

    /// <summary>Whether a part is as large as the plan has it, so that another may follow.</summary>
    public bool IsFull(ContentPart part) => part.Length == _plan.SizeOf(part.Number);

    /// <summary>What the next part takes of memory at most.</summary>
    public int NextInMemory => _file is null ? NextSize : PartFile.InMemory;

    private int NextSize => _plan.SizeOf(_number + 1);

    /// <summary>The next part; the first may be empty, afterwards <see langword="null"/> says that there is no more.</summary>
    public async Task<ContentPart?> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ContentPart part = _file is null
            ? await BufferAsync(cancellationToken).ConfigureAwait(false)
            : await _file.ReadPartAsync(_number + 1, NextSize, _sum, cancellationToken).ConfigureAwait(false);
        if (part.Length == 0 && _number > 0)
        {
            part.Dispose();
            return null;
        }

        _number++;
        Total += part.Length;
        _joined = _joined?.Append(part.Checksum, part.Length) ?? part.Checksum;
        return part;
    }

    /// <summary>Whether parts can be read a second time.</summary>
    public bool CanRepeat => _content.CanSeek;

    /// <summary>Reads a part again, when all have been read.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task<ContentPart> RepeatAsync(int number, CancellationToken cancellationToken)
    {
        long offset = Enumerable.Range(1, number - 1).Sum(before => (long)_plan.SizeOf(before));
        int size = (int)Math.Clamp(Total - offset, 0, _plan.SizeOf(number));
        _content.Position = _start + offset;
        if (_file is not null)
        {
            return await _file.ReadPartAsync(number, size, null, cancellationToken).ConfigureAwait(false);
        }

        byte[] buffer = _buffers.Rent(size);
        int count = await _content.ReadAtLeastAsync(buffer.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return new ContentPart(number, buffer, count, _buffers);
    }

    public void Dispose() => _sum?.Dispose();

    private async Task<ContentPart> BufferAsync(CancellationToken cancellationToken)
    {
        (byte[] buffer, int count) = await FillAsync(NextSize, cancellationToken).ConfigureAwait(false);
        _sum?.Append(buffer.AsSpan(0, count));
        return new ContentPart(_number + 1, buffer, count, _buffers);
    }

    // Small content gets a small buffer: it is doubled as long as more comes.
    private async Task<(byte[] Buffer, int Count)> FillAsync(int size, CancellationToken cancellationToken)
    {
        long expected = _length is { } length ? Math.Max(0, length - Total) + 1 : FirstBlock;
        byte[] buffer = _buffers.Rent(Math.Min(_number > 0 && _length is null ? size : expected, size));
        int count = 0;
        try
        {
            while (true)
            {
                int room = Math.Min(buffer.Length, size) - count;
                count += await _content.ReadAtLeastAsync(buffer.AsMemory(count, room), room, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (count < Math.Min(buffer.Length, size) || count == size)
                {
                    return (buffer, count);
                }

                byte[] larger = _buffers.Rent(Math.Min(2L * buffer.Length, size));
                buffer.AsSpan(0, count).CopyTo(larger);
                _buffers.Return(buffer);
                buffer = larger;
            }
        }
        catch
        {
            _buffers.Return(buffer);
            throw;
        }
    }
}
