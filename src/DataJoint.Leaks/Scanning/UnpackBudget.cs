namespace DataJoint.Leaks.Scanning;

/// <summary>What one file may still unpack to, with all archives in it.</summary>
internal sealed class UnpackBudget
{
    private readonly long _max;
    private long _left;

    public UnpackBudget(long max)
    {
        _max = max;
        _left = max;
    }

    /// <summary>Whether nothing more is unpacked.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Counts bytes.</summary>
    /// <exception cref="InvalidDataException">It is more than one file may unpack to.</exception>
    public void Spend(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw new InvalidDataException($"unpacks to more than {_max >> 20} MiB");
        }
    }
}
