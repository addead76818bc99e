using System.Security.Cryptography;

namespace DataJoint;

/// <summary>A hash of what comes in parts. What comes after it was asked for is refused: .NET Framework cannot go on from there.</summary>
internal sealed class IncrementalHash : IDisposable
{
    private readonly System.Security.Cryptography.IncrementalHash _inner;
    private byte[]? _finished;

    private IncrementalHash(System.Security.Cryptography.IncrementalHash inner) => _inner = inner;

    public static IncrementalHash CreateHash(HashAlgorithmName algorithm) => new(System.Security.Cryptography.IncrementalHash.CreateHash(algorithm));

    public void AppendData(ReadOnlySpan<byte> bytes)
    {
        if (_finished is not null)
        {
            throw new InvalidOperationException("On .NET Framework nothing can be added to a hash that was asked for.");
        }

        byte[] block = bytes.ToArray();
        _inner.AppendData(block, 0, block.Length);
    }

    public byte[] GetCurrentHash() => _finished ??= _inner.GetHashAndReset();

    public void Dispose() => _inner.Dispose();
}
