using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Unicode;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The objects that a purge makes: each is written once to a pack, or only counted in a dry run.</summary>
internal sealed class NewObjects : IDisposable
{
    /// <summary>An empty content, for which the stream writes nothing at all.</summary>
    private static ReadOnlySpan<byte> Nothing => [0x78, 0x9c, 3, 0, 0, 0, 0, 1];

    private readonly HashSet<GitObjectId> _made = [];
    private readonly IncrementalHash _hash;
    private readonly HashAlgorithmName _algorithm;
    private readonly Stream? _pack;
    private readonly MemoryStream _packed = new();

    /// <summary>Begins.</summary>
    /// <param name="idLength">The bytes of an id: 20 or 32.</param>
    /// <param name="pack">Where the pack goes, from its beginning; null for a dry run.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "git's ids are made with it")]
    public NewObjects(int idLength, Stream? pack)
    {
        _algorithm = idLength == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        _hash = IncrementalHash.CreateHash(_algorithm);
        _pack = pack;
        _pack?.Write("PACK\0\0\0\u0002\0\0\0\0"u8);
    }

    public int Count => _made.Count;

    /// <summary>Adds an object.</summary>
    /// <returns>Its id.</returns>
    public GitObjectId Add(GitObjectKind kind, ReadOnlySpan<byte> content)
    {
        GitObjectId id = Hash(kind, content);
        if (_made.Add(id) && _pack is not null)
        {
            WriteHeader(kind, content.Length);
            _packed.SetLength(0);
            using (ZLibStream zip = new(_packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zip.Write(content);
            }

            _pack.Write(content.IsEmpty ? Nothing : _packed.GetBuffer().AsSpan(0, (int)_packed.Length));
        }

        return id;
    }

    /// <summary>Ends the pack with its count and checksum.</summary>
    public void Finish()
    {
        if (_pack is null)
        {
            return;
        }

        _pack.Position = 8;
        Span<byte> count = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(count, _made.Count);
        _pack.Write(count);
        _pack.Position = 0;
        using var sum = IncrementalHash.CreateHash(_algorithm);
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = _pack.Read(buffer)) > 0;)
        {
            sum.AppendData(buffer.AsSpan(0, read));
        }

        _pack.Write(sum.GetHashAndReset());
        _pack.Position = 0;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _packed.Dispose();
    }

    private GitObjectId Hash(GitObjectKind kind, ReadOnlySpan<byte> content)
    {
        string name = kind switch { GitObjectKind.Commit => "commit", GitObjectKind.Tree => "tree", GitObjectKind.Tag => "tag", _ => "blob" };
        Span<byte> header = stackalloc byte[32];
        Utf8.TryWrite(header, CultureInfo.InvariantCulture, $"{name} {content.Length}\0", out int length);
        _hash.AppendData(header[..length]);
        _hash.AppendData(content);
        Span<byte> id = stackalloc byte[32];
        return GitObjectId.FromBytes(id[.._hash.GetHashAndReset(id)]);
    }

    /// <summary>The kind, and the size in groups of bits: four, then seven at a time.</summary>
    private void WriteHeader(GitObjectKind kind, int size)
    {
        int first = ((int)kind << 4) | (size & 15);
        int rest = size >> 4;
        while (rest > 0)
        {
            _pack!.WriteByte((byte)(first | 0x80));
            first = rest & 0x7f;
            rest >>= 7;
        }

        _pack!.WriteByte((byte)first);
    }
}
