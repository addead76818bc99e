using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DataJoint.Stores;

/// <summary>Computes a checksum of bytes that come in parts. For stores; not safe for several threads at once.</summary>
public sealed class ChecksumBuilder : IDisposable
{
    private readonly IncrementalHash? _sha256;
    private uint _crc = uint.MaxValue;

    /// <summary>Begins a checksum.</summary>
    /// <param name="kind">How to compute it.</param>
    public ChecksumBuilder(ChecksumKind kind)
    {
        Kind = kind;
        _sha256 = kind switch
        {
            ChecksumKind.Crc32C => null,
            ChecksumKind.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such checksum."),
        };
    }

    /// <summary>How it is computed.</summary>
    public ChecksumKind Kind { get; }

    /// <summary>Takes in the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_sha256 is not null)
        {
            _sha256.AppendData(bytes);
            return;
        }

        // One instruction for 8 bytes where the processor has it.
        var crc = _crc;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        _crc = crc;
    }

    /// <summary>The checksum of everything so far.</summary>
    /// <returns>The checksum.</returns>
    public Checksum Finish()
    {
        if (_sha256 is not null)
        {
            return new Checksum(Kind, _sha256.GetCurrentHash());
        }

        Span<byte> value = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, ~_crc);
        return new Checksum(Kind, value);
    }

    /// <inheritdoc/>
    public void Dispose() => _sha256?.Dispose();
}
