using System.Buffers.Binary;
using System.IO.Compression;

namespace DataJoint.Git.Tests;

/// <summary>A pack as git would not write it, in a bare repository.</summary>
internal sealed class HandmadePack
{
    private readonly List<byte> _pack = [(byte)'P', (byte)'A', (byte)'C', (byte)'K', 0, 0, 0, 2, 0, 0, 0, 0];
    private readonly List<(byte[] Id, long Offset)> _entries = [];

    /// <summary>The name of the object of a number.</summary>
    public static GitObjectId Id(int number) => GitObjectId.FromBytes(Bytes(number));

    public static byte[] Zip(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="number">Its name.</param>
    /// <param name="type">1 to 4, 6 or 7.</param>
    /// <param name="size">What it says of its size.</param>
    /// <param name="data">What follows: a base, and packed bytes.</param>
    public HandmadePack With(int number, int type, long size, params byte[][] data)
    {
        _entries.Add((Bytes(number), _pack.Count));
        long rest = size >> 4;
        _pack.Add((byte)((rest > 0 ? 0x80 : 0) | (type << 4) | (int)(size & 15)));
        for (; rest > 0; rest >>= 7)
        {
            _pack.Add((byte)((rest > 0x7f ? 0x80 : 0) | (int)(rest & 0x7f)));
        }

        foreach (byte[] part in data)
        {
            _pack.AddRange(part);
        }

        return this;
    }

    public HandmadePack WithBlob(int number, byte[] content) => With(number, 3, content.Length, Zip(content));

    /// <summary>A difference from the object of another number.</summary>
    public HandmadePack WithDelta(int number, int other, params byte[] delta) => With(number, 7, delta.Length, Bytes(other), Zip(delta));

    /// <summary>Writes pack and index.</summary>
    public HandmadePack Write(TemporaryRepository repository, string name, Func<long, long>? offset = null)
    {
        Directory.CreateDirectory(repository.PathOf("objects/pack"));
        byte[] pack = [.. _pack, .. new byte[20]];
        BinaryPrimitives.WriteInt32BigEndian(pack.AsSpan(8), _entries.Count);
        File.WriteAllBytes(repository.PathOf($"objects/pack/{name}.pack"), pack);
        _entries.Sort((one, other) => one.Id.AsSpan().SequenceCompareTo(other.Id));
        List<byte> index = [0xff, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2];
        for (int i = 0; i < 256; i++)
        {
            index.AddRange(Number(_entries.Count(entry => entry.Id[0] <= i)));
        }

        _entries.ForEach(entry => index.AddRange(entry.Id));
        _entries.ForEach(_ => index.AddRange(Number(0)));
        _entries.ForEach(entry => index.AddRange(Number(offset?.Invoke(entry.Offset) ?? entry.Offset)));
        index.AddRange(new byte[40]);
        File.WriteAllBytes(repository.PathOf($"objects/pack/{name}.idx"), [.. index]);
        return this;
    }

    private static byte[] Number(long number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Bytes(int number) => number < 256 ? [.. Enumerable.Repeat((byte)number, 20)] : [(byte)(number >> 8), (byte)number, .. new byte[18]];
}
