using CsCheck;

namespace DataJoint.Stores.Tests;

public sealed class ChecksumJoiningLaws
{
    [Fact]
    public void The_checksum_of_two_parts_is_that_of_the_whole() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 300]).Sample((first, second) =>
            Of(first).Append(Of(second), second.Length).Equals(Of([.. first, .. second])));

    private static Checksum Of(byte[] content)
    {
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        sum.Append(content);
        return sum.Finish();
    }
}
