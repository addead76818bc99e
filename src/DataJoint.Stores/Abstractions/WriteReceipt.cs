namespace DataJoint.Stores;

/// <summary>What a write stored.</summary>
public sealed class WriteReceipt
{
    /// <summary>Describes what was stored.</summary>
    /// <param name="info">The object as the store knows it now.</param>
    /// <param name="checksum">The checksum of the bytes that were written.</param>
    public WriteReceipt(ObjectInfo info, Checksum checksum)
    {
        Info = info;
        Checksum = checksum;
    }

    /// <summary>The object as this write left it.</summary>
    public ObjectInfo Info { get; }

    /// <summary>The checksum of the bytes that were written, of the kind that <see cref="WriteOptions.Checksum"/> asks for.</summary>
    public Checksum Checksum { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Info}, {Checksum}";
}
