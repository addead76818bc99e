namespace DataJoint.Secrets.Local;

/// <summary>What comes out of a pipe, up to a size. It can be looked at while more is awaited.</summary>
/// <param name="output">The pipe.</param>
/// <param name="max">How many bytes it may be.</param>
internal sealed class PrintedBytes(Stream output, int max)
{
    private readonly byte[] _buffer = new byte[max + 1];
    private volatile int _length;

    /// <summary>Whether there was more.</summary>
    public bool IsTooMuch => _length > max;

    /// <summary>What has come.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads until the other ends are closed, or it is too much.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!IsTooMuch && await output.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            _length += count;
        }
    }
}
