namespace DataJoint.Leaks.Purging;

/// <summary>The header of a commit that holds its signature, with a space before each further line.</summary>
internal static class SignatureHeader
{
    public static byte[] Create(byte[] signature, int idLength)
    {
        List<byte> header = [.. idLength == 32 ? "gpgsig-sha256 "u8 : "gpgsig "u8];
        ReadOnlySpan<byte> lines = signature.AsSpan().TrimEnd((byte)'\n');
        foreach (byte b in lines)
        {
            header.AddRange(b == '\n' ? "\n "u8 : [b]);
        }

        header.Add((byte)'\n');
        return [.. header];
    }
}
