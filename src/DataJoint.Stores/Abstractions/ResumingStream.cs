using DataJoint.Stores.Abstractions;

namespace DataJoint.Stores;

/// <summary>
/// Content that comes over a network: when it breaks off, or nothing comes for a minute, it is asked for again from where it stopped. For stores.
/// </summary>
public sealed class ResumingStream : ForwardStream
{
    private const int Attempts = 5;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly Func<long, CancellationToken, Task<Stream>> _open;
    private readonly Func<Exception, StoreException?> _explain;
    private Stream? _content;
    private long _read;

    /// <summary>Begins with an open stream.</summary>
    /// <param name="content">The content as far as it comes; disposed of together with this.</param>
    /// <param name="open">Opens the same version again, so many bytes further on.</param>
    /// <param name="explain">
    /// Turns a fault of reading into the store's own, or gives <see langword="null"/> for one that comes through as it is. Transient ones are tried again.
    /// </param>
    public ResumingStream(
        Stream content, Func<long, CancellationToken, Task<Stream>> open, Func<Exception, StoreException?> explain)
    {
        _content = content;
        _open = open;
        _explain = explain;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // People who read a network synchronously block a thread anyway.
        byte[] block = new byte[buffer.Length];
        int count = ReadAsync(block, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        block.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _content ??= await _open(_read, cancellationToken).ConfigureAwait(false);
                return await ReadInTimeAsync(_content, buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explain(exception) is { } fault)
            {
                await DropAsync().ConfigureAwait(false);
                // Bytes that are wrong have been handed on already; only the whole can be read again.
                if (!fault.IsTransient || fault.Code == StoreErrorCode.ChecksumMismatch || attempt == Attempts)
                {
                    throw fault;
                }

                await RetryDelay.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _content = null;
        }

        base.Dispose(disposing);
    }

    // A connection may stay open for ever without a byte coming.
    private async ValueTask<int> ReadInTimeAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        int count = await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        _read += count;
        return count;
    }

    private StoreException? Explain(Exception exception) => exception as StoreException ?? _explain(exception);

    private async ValueTask DropAsync()
    {
        if (_content is { } broken)
        {
            _content = null;
            try
            {
                await broken.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // It is broken, and the fault is known.
            }
        }
    }
}
