namespace DataJoint.Stores;

/// <summary>
/// A whole object that is read from its beginning: when its end comes too early, too late or with another checksum than the store keeps,
/// reading throws <see cref="StoreException"/> (<see cref="StoreErrorCode.ChecksumMismatch"/>) instead of telling of an end. For stores.
/// </summary>
public sealed class VerifiedStream : ForwardStream
{
    private readonly Stream _content;
    private readonly ObjectInfo _expected;
    private readonly string _storeName;
    private readonly ChecksumBuilder? _sum;
    private long _read;
    private bool _isVerified;

    /// <summary>Watches over an object's content.</summary>
    /// <param name="content">The content; disposed of together with this.</param>
    /// <param name="expected">What the store knows about the object: its size, and its checksum where there is one.</param>
    /// <param name="storeName">The store, for the message.</param>
    public VerifiedStream(Stream content, ObjectInfo expected, string storeName)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(expected);
        _content = content;
        _expected = expected;
        _storeName = storeName;
        _sum = expected.Checksum is { } checksum ? new ChecksumBuilder(checksum.Kind) : null;
    }

    /// <summary>The length that the store tells.</summary>
    public override long Length => _expected.Size;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Take(buffer, _content.Read(buffer));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Take(buffer.Span, count);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sum?.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer, int count)
    {
        if (count > 0)
        {
            _read += count;
            _sum?.Append(buffer[..count]);
        }
        else if (buffer.Length > 0 && !_isVerified)
        {
            Verify();
        }

        return count;
    }

    private void Verify()
    {
        if (_read != _expected.Size)
        {
            throw Fault(FormattableString.Invariant($"{_read} bytes arrived where the store has {_expected.Size}."));
        }

        if (_sum?.Finish() is { } sum && !sum.Equals(_expected.Checksum))
        {
            throw Fault($"checksum mismatch: received {sum}, the store has {_expected.Checksum}.");
        }

        _isVerified = true;
    }

    private StoreException Fault(string reason) => new(StoreErrorCode.ChecksumMismatch, _storeName, _expected.Name, reason);
}
