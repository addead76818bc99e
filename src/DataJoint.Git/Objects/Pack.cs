using System.Buffers.Binary;

namespace DataJoint.Git.Objects;

/// <summary>A pack with its index.</summary>
internal sealed class Pack : IDisposable
{
    private const int HeaderBytes = 12;
    private const int LongestEntry = 64;
    private const int OffsetDelta = 6;
    private const int NamedDelta = 7;

    private readonly FileBytes _file;
    private readonly int _idBytes;
    private readonly long _end;

    private Pack(FileBytes file, PackIndex index, int idBytes)
    {
        _file = file;
        Index = index;
        _idBytes = idBytes;
        _end = file.Length - idBytes;
    }

    public PackIndex Index { get; }

    public string Path => _file.Path;

    /// <summary>Opens a pack by its index.</summary>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static Pack Open(string indexPath, int idBytes)
    {
        string path = System.IO.Path.ChangeExtension(indexPath, ".pack");
        PackIndex index = ObjectFault.Guard(indexPath, () => PackIndex.Read(indexPath, idBytes));
        FileBytes file = ObjectFault.Guard(path, () => FileBytes.Open(path));
        try
        {
            ObjectFault.Guard(path, () => CheckHeader(file, index, idBytes));
            return new Pack(file, index, idBytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What is said of the object at a place.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public PackEntry ReadEntry(long offset)
    {
        Span<byte> buffer = stackalloc byte[LongestEntry];
        return offset < HeaderBytes || offset >= _end ? throw new InvalidDataException("outside its file") : ReadEntry(offset, buffer[.._file.Read(offset, buffer)]);
    }

    /// <summary>Unpacks what is packed at an entry.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[] Inflate(in PackEntry entry) => Inflation.Read(_file, entry.Data, _end, entry.Size);

    /// <summary>How large the content of a difference is.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public long ReadDeltaSize(in PackEntry entry)
    {
        Span<byte> start = stackalloc byte[Delta.LongestSizes];
        return Delta.ReadSizes(start[..Inflation.ReadStart(_file, entry.Data, _end, start)]).Target;
    }

    /// <summary>The content at an entry that is no difference, as a stream.</summary>
    /// <exception cref="InvalidDataException">Its size cannot be true.</exception>
    public ContentStream Open(in PackEntry entry, GitObjectId id)
    {
        Inflation.CheckSize(entry.Size, _end - entry.Data);
        return new ContentStream(new FileSection(_file, entry.Data, _end), (id, Path), entry.Size);
    }

    public void Dispose() => _file.Dispose();

    private static void CheckHeader(FileBytes file, PackIndex index, int idBytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        bool isPack = file.Length >= HeaderBytes + idBytes && file.Read(0, header) == HeaderBytes && header.StartsWith("PACK"u8)
            && BinaryPrimitives.ReadUInt32BigEndian(header[4..]) is 2 or 3;
        if (!isPack || BinaryPrimitives.ReadUInt32BigEndian(header[8..]) != index.Count)
        {
            throw new InvalidDataException(isPack ? "has another number of objects than its index" : "of a form that djc does not read, or cut");
        }
    }

    private PackEntry ReadEntry(long offset, ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        byte code = Next(bytes, ref at);
        int type = (code >> 4) & 7;
        long size = code & 15;
        for (int shift = 4; code >= 0x80; shift += 7)
        {
            code = shift > 60 ? throw new InvalidDataException("its size is not true") : Next(bytes, ref at);
            size |= (long)(code & 0x7f) << shift;
        }

        long baseOffset = 0;
        GitObjectId baseId = default;
        if (type == OffsetDelta)
        {
            baseOffset = offset - ReadDistance(bytes, ref at);
            if (baseOffset < HeaderBytes || baseOffset >= offset)
            {
                throw new InvalidDataException("a difference from what is outside its file");
            }
        }
        else if (type == NamedDelta)
        {
            baseId = at + _idBytes <= bytes.Length ? GitObjectId.FromBytes(bytes.Slice(at, _idBytes)) : throw new InvalidDataException("cut");
            at += _idBytes;
        }
        else if (type is < 1 or > 4)
        {
            throw new InvalidDataException("of a kind that git does not have");
        }

        return new PackEntry(offset, offset + at, type > 4 ? GitObjectKind.None : (GitObjectKind)type, size, baseOffset, baseId);
    }

    /// <summary>Each byte but the last counts one more, so that no number has two forms.</summary>
    private static long ReadDistance(ReadOnlySpan<byte> bytes, ref int at)
    {
        byte code = Next(bytes, ref at);
        long distance = code & 0x7f;
        while (code >= 0x80)
        {
            code = distance > long.MaxValue >> 8 ? throw new InvalidDataException("a difference from what is outside its file") : Next(bytes, ref at);
            distance = ((distance + 1) << 7) | (uint)(code & 0x7f);
        }

        return distance;
    }

    private static byte Next(ReadOnlySpan<byte> bytes, ref int at) => at < bytes.Length ? bytes[at++] : throw new InvalidDataException("cut");
}
