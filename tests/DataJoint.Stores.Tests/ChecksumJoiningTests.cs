namespace DataJoint.Stores.Tests;

public sealed class ChecksumJoiningTests
{
    [Fact]
    public void Long_parts_are_joined_without_being_looked_at()
    {
        byte[] zeros = new byte[1 << 20];
        Checksum whole = Of([.. "recording"u8, .. zeros]);

        Of("recording"u8.ToArray()).Append(Of(zeros), zeros.Length).ShouldBe(whole);
    }

    [Fact]
    public void Other_checksums_cannot_be_joined() =>
        Should.Throw<InvalidOperationException>(() => new Checksum(ChecksumKind.Sha256, new byte[32]).Append(Of([]), 0));

    private static Checksum Of(byte[] content)
    {
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        sum.Append(content);
        return sum.Finish();
    }
}
