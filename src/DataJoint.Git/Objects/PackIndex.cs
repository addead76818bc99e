using System.Buffers.Binary;

namespace DataJoint.Git.Objects;

/// <summary>Where a pack has which object: a file of version 1 or 2.</summary>
internal sealed class PackIndex
{
    private const int FanoutEntries = 256;
    private const int FanoutBytes = FanoutEntries * 4;

    private readonly byte[] _data;
    private readonly int _idBytes;
    private readonly int _fanout;
    private readonly bool _isFirst;
    private readonly int _ids;
    private readonly int _offsets;
    private readonly int _longOffsets;

    private PackIndex(byte[] data, int idBytes)
    {
        _data = data;
        _idBytes = idBytes;
        _isFirst = !data.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xff, (byte)'t', (byte)'O', (byte)'c']);
        _fanout = _isFirst ? 0 : 8;
        if (data.Length < _fanout + FanoutBytes + (2 * idBytes) || (!_isFirst && ReadUInt32(4) != 2))
        {
            throw new InvalidDataException("of a form that djc does not read, or cut");
        }

        Count = CheckFanout();
        long perEntry = _isFirst ? 4 + idBytes : idBytes + 8;
        long shortest = _fanout + FanoutBytes + (Count * perEntry) + (2 * idBytes);
        if (data.Length < shortest || (_isFirst && data.Length != shortest))
        {
            throw new InvalidDataException("cut");
        }

        _ids = _fanout + FanoutBytes;
        _offsets = _ids + (Count * (idBytes + 4)); // after the ids, and a checksum for each
        _longOffsets = _offsets + (Count * 4);
    }

    /// <summary>How many objects the pack has.</summary>
    public int Count { get; }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PackIndex Read(string path, int idBytes) => new(FileBytes.ReadAll(path), idBytes);

    public GitObjectId IdAt(int index) => GitObjectId.FromBytes(BytesAt(index));

    /// <summary>Where the object begins in the pack, unchecked; -1 when the index does not say it.</summary>
    public long OffsetAt(int index)
    {
        if (_isFirst)
        {
            return ReadUInt32(_ids + (index * (4 + _idBytes)));
        }

        uint offset = ReadUInt32(_offsets + (index * 4));
        if (offset < 0x80000000)
        {
            return offset;
        }

        long place = _longOffsets + ((offset & 0x7fffffff) * 8L);
        return place + 8 <= _data.Length - (2 * _idBytes)
            ? (long)BinaryPrimitives.ReadUInt64BigEndian(_data.AsSpan((int)place))
            : -1;
    }

    /// <summary>Looks for an object.</summary>
    /// <returns>Its index, or -1.</returns>
    public int Find(in GitObjectId id)
    {
        int low = id.FirstByte == 0 ? 0 : (int)ReadUInt32(_fanout + ((id.FirstByte - 1) * 4));
        int high = (int)ReadUInt32(_fanout + (id.FirstByte * 4)) - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = IdAt(middle).CompareTo(id);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private ReadOnlySpan<byte> BytesAt(int index) =>
        _isFirst ? _data.AsSpan(_ids + (index * (4 + _idBytes)) + 4, _idBytes) : _data.AsSpan(_ids + (index * _idBytes), _idBytes);

    private int CheckFanout()
    {
        uint last = 0;
        for (int i = 0; i < FanoutEntries; i++)
        {
            uint next = ReadUInt32(_fanout + (i * 4));
            if (next < last || next > _data.Length / _idBytes)
            {
                throw new InvalidDataException("its table is damaged");
            }

            last = next;
        }

        return (int)last;
    }

    private uint ReadUInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}
