namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Content that seeks, and can be read up to a place.</summary>
internal sealed class BreakingContent(byte[] content, long breaksAt) : MemoryStream(content, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position >= breaksAt ? throw new InvalidDataException("unplugged") : base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, breaksAt - Position)], cancellationToken);
}
