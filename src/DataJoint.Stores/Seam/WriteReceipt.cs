namespace DataJoint.Stores;

/// <summary>What a write stored.</summary>
public sealed class WriteReceipt
{
    /// <summary>Describes what was stored.</summary>
    /// <param name="info">The object as the store knows it now.</param>
    /// <param name="sha256">The SHA-256 checksum of the bytes that were written: 32 bytes.</param>
    public WriteReceipt(ObjectInfo info, ReadOnlyMemory<byte> sha256)
    {
        Info = info;
        Sha256 = sha256;
    }

    /// <summary>The object as this write left it.</summary>
    public ObjectInfo Info { get; }

    /// <summary>The SHA-256 checksum of the bytes that were written: 32 bytes.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; }

    /// <summary>The checksum as <c>sha256sum</c> prints it: 64 lower-case hexadecimal digits.</summary>
    public string Sha256Text => Convert.ToHexStringLower(Sha256.Span);

    /// <inheritdoc/>
    public override string ToString() => $"{Info}, sha256 {Sha256Text}";
}
