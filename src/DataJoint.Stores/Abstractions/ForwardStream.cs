namespace DataJoint.Stores;

/// <summary>A stream that is read from its beginning to its end and does nothing else. For stores.</summary>
public abstract class ForwardStream : Stream
{
    /// <summary>Always <see langword="true"/>.</summary>
    public override bool CanRead => true;

    /// <summary>Always <see langword="false"/>.</summary>
    public override bool CanSeek => false;

    /// <summary>Always <see langword="false"/>.</summary>
    public override bool CanWrite => false;

    /// <summary>Not supported, unless a stream knows its length.</summary>
    /// <exception cref="NotSupportedException">The length is not known.</exception>
    public override long Length => throw new NotSupportedException("The length is not known.");

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Position
    {
        get => throw NoSeeking();
        set => throw NoSeeking();
    }

#if NET
    /// <inheritdoc/>
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
#else
    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Where they go.</param>
    /// <returns>How many came; 0 at the end.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Where they go.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>How many came; 0 at the end.</returns>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
#endif

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        Stream.ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Stream.ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Does nothing.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    /// <param name="offset">Not used.</param>
    /// <param name="origin">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw NoSeeking();

    /// <summary>Not supported.</summary>
    /// <param name="value">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw NoWriting();

    /// <summary>Not supported.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw NoWriting();

    private static NotSupportedException NoSeeking() => new("The stream is read from its beginning to its end.");

    private static NotSupportedException NoWriting() => new("The stream is for reading.");
}
