using System.Runtime.InteropServices;

namespace DataJoint.Git;

/// <summary>One object of a batch, as it is read.</summary>
public sealed class GitObjectContent
{
    private readonly Func<Stream>? _open;

    internal GitObjectContent(GitObjectHeader header, ReadOnlyMemory<byte> bytes)
    {
        Header = header;
        Bytes = bytes;
    }

    internal GitObjectContent(GitObjectHeader header, Func<Stream> open)
    {
        Header = header;
        _open = open;
    }

    internal GitObjectContent(GitObjectId id, GitException? fault)
    {
        Header = new GitObjectHeader(id, GitObjectKind.None, 0);
        IsMissing = true;
        Fault = fault;
    }

    /// <summary>Its name, what it is, and its size.</summary>
    public GitObjectHeader Header { get; }

    /// <summary>Whether it is not there, or damaged.</summary>
    public bool IsMissing { get; }

    /// <summary>What is wrong with one that is damaged.</summary>
    public GitException? Fault { get; }

    /// <summary>Its content; null when it is large, and read as a stream.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>The object that it is stored as a difference from, which the batch read before; null when there is none.</summary>
    public GitObjectId? BaseId { get; internal init; }

    /// <summary>Where it differs from that: ranges of its content, and places of no length where parts of the other meet or are cut off.</summary>
    public IReadOnlyList<(int Start, int End)> Changes { get; internal init; } = [];

    /// <summary>Its content as a stream.</summary>
    /// <returns>The stream. Reading it may throw a <see cref="GitException"/>.</returns>
    public Stream OpenRead() => _open?.Invoke() ?? (MemoryMarshal.TryGetArray(Bytes ?? default, out ArraySegment<byte> bytes) && bytes.Array is byte[] array
        ? new MemoryStream(array, bytes.Offset, bytes.Count, writable: false)
        : Stream.Null);
}
