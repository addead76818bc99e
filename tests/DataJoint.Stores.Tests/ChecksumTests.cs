using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Stores.Tests;

public sealed class ChecksumTests
{
    // The check values of RFC 3720, B.4, and of the CRC catalogue ("123456789").
    [Theory]
    [InlineData("", "crc32c:00000000")]
    [InlineData("123456789", "crc32c:e3069283")]
    public void Crc32C_is_the_one_of_the_standards(string text, string expected) =>
        Sum(ChecksumKind.Crc32C, Encoding.ASCII.GetBytes(text)).ToString().ShouldBe(expected);

    [Fact]
    public void Crc32C_of_32_zero_bytes_is_that_of_the_standard() =>
        Sum(ChecksumKind.Crc32C, new byte[32]).ToString().ShouldBe("crc32c:8a9136aa");

    [Fact]
    public void Sha256_is_what_sha256sum_prints() => Sum(ChecksumKind.Sha256, "abc"u8.ToArray()).ToString()
        .ShouldBe("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Theory]
    [InlineData(ChecksumKind.Crc32C)]
    [InlineData(ChecksumKind.Sha256)]
    public void Parts_make_the_same_checksum_as_the_whole(ChecksumKind kind)
    {
        byte[] content = RandomNumberGenerator.GetBytes(1000);
        using var parts = new ChecksumBuilder(kind);
        for (int i = 0, step = 0; i < content.Length; i += step)
        {
            step = Math.Min(step + 1, content.Length - i);
            parts.Append(content.AsSpan(i, step));
        }

        parts.Finish().ShouldBe(Sum(kind, content));
    }

    // Long content is summed up in stretches of 4 KiB, three at a time.
    [Theory]
    [InlineData(12287)]
    [InlineData(12288)]
    [InlineData(12289)]
    [InlineData(3 * 12288)]
    [InlineData(100_003)]
    public void Crc32C_of_long_content_is_that_of_its_bytes_one_by_one(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        Sum(ChecksumKind.Crc32C, content).ToString().ShouldBe(FormattableString.Invariant($"crc32c:{~crc:x8}"));
    }

    [Fact]
    public void Checksums_are_equal_when_kind_and_bytes_are()
    {
        var sum = new Checksum(ChecksumKind.Crc32C, [1, 2, 3, 4]);

        sum.ShouldBe(new Checksum(ChecksumKind.Crc32C, [1, 2, 3, 4]));
        sum.GetHashCode().ShouldBe(new Checksum(ChecksumKind.Crc32C, [1, 2, 3, 4]).GetHashCode());
        sum.ShouldNotBe(new Checksum(ChecksumKind.Crc32C, [1, 2, 3, 5]));
        sum.ShouldNotBe(new Checksum(ChecksumKind.Sha256, [1, 2, 3, 4]));
        sum.Equals(null).ShouldBeFalse();
    }

    private static Checksum Sum(ChecksumKind kind, byte[] content)
    {
        using var sum = new ChecksumBuilder(kind);
        sum.Append(content);
        return sum.Finish();
    }
}
