namespace DataJoint.Servers;

/// <summary>Looks at what passes through one connection for the moment at which its fault comes.</summary>
internal sealed class FaultWatch(Fault fault)
{
    private long _passed;
    private byte[] _tail = [];

    public Fault Fault => fault;

    /// <summary>How many of these bytes still pass before the fault, or null when it does not come yet.</summary>
    public int? Find(Side from, ReadOnlySpan<byte> bytes)
    {
        if (fault.IsAtOnce)
        {
            return fault.Kind == FaultKind.None ? null : 0;
        }

        if (from != fault.Watched)
        {
            return null;
        }

        return fault.Bytes is { } limit ? Count(limit, bytes.Length) : Search(fault.Text!, bytes);
    }

    private int? Count(long limit, int length)
    {
        long left = limit - _passed;
        _passed += length;
        return left <= length ? (int)Math.Max(0, left) : null;
    }

    /// <summary>The end of what went before is kept, for a text that comes in two pieces.</summary>
    private int? Search(byte[] text, ReadOnlySpan<byte> bytes)
    {
        byte[] seen = [.. _tail, .. bytes];
        int start = seen.AsSpan().IndexOf(text);
        if (start < 0)
        {
            _tail = seen[^Math.Min(text.Length - 1, seen.Length)..];
            return null;
        }

        int end = fault.LetsTextPass ? start + text.Length : start;
        return Math.Max(0, end - (seen.Length - bytes.Length));
    }
}
