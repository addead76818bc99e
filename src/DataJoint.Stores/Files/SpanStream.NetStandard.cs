namespace DataJoint.Stores.Files;

/// <summary>A stream that reads into memory of any kind, as every stream of .NET does.</summary>
internal abstract class SpanStream : Stream
{
    public abstract int Read(Span<byte> buffer);

    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);
}
