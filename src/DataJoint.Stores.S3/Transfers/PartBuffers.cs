using System.Buffers;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// The memory of one write. Small blocks are the common pool's; whole parts go round among themselves, because that pool would keep one for
/// each thread that ever gave one back.
/// </summary>
internal sealed class PartBuffers
{
    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _parts = new();

    public byte[] Rent(long atLeast)
    {
        if (atLeast < PartPlan.Smallest)
        {
            return ArrayPool<byte>.Shared.Rent((int)atLeast);
        }

        lock (_gate)
        {
            if (_parts.TryPop(out byte[]? buffer) && buffer.Length >= atLeast)
            {
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>((int)atLeast);
    }

    public void Return(byte[] buffer)
    {
        // The common pool's are powers of two, and below.
        if (buffer.Length < PartPlan.Smallest)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return;
        }

        lock (_gate)
        {
            _parts.Push(buffer);
        }
    }
}
