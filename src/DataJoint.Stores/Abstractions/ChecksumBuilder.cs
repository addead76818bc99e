using System.Buffers.Binary;
using System.Security.Cryptography;
using DataJoint.Stores.Abstractions;

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

        _crc = Crc32C.Append(_crc, bytes);
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
