namespace DataJoint.Leaks.Scanning;

/// <summary>Where a ZIP file lies in other bytes, such as those of a program that unpacks itself.</summary>
/// <param name="Shift">How many bytes before it its own offsets do not count.</param>
/// <param name="First">Where its first file begins.</param>
/// <param name="End">Where its comment begins, which is the last of it.</param>
internal readonly record struct ZipBounds(int Shift, int First, int End)
{
    /// <summary>Whether there is none: all bytes come before it.</summary>
    public bool IsNone => First == End;
}
