using System.Buffers;
using System.Runtime.InteropServices;

namespace DataJoint.Git.Objects;

/// <summary>A content that is held while others are made from it. Its memory may be another's afterwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct HeldContent
{
    private readonly byte[] _array;
    private readonly bool _isRented;

    /// <summary>A content with memory of its own.</summary>
    public HeldContent(byte[] content)
        : this(content, content.Length, isRented: false)
    {
    }

    private HeldContent(byte[] array, int length, bool isRented)
    {
        _array = array;
        _isRented = isRented;
        Bytes = array.AsMemory(0, length);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Makes a content from another.</summary>
    /// <param name="source">The other one.</param>
    /// <param name="delta">The difference.</param>
    /// <param name="changes">Takes where they differ.</param>
    /// <exception cref="InvalidDataException">The difference is damaged.</exception>
    public static HeldContent Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta, List<(int Start, int End)> changes)
    {
        int length = Delta.CheckTarget(source, delta);
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        Delta.Apply(source, delta, array.AsSpan(0, length), changes);
        return new HeldContent(array, length, isRented: true);
    }

    /// <summary>Gives the memory back, once.</summary>
    public void Return()
    {
        if (_isRented)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
