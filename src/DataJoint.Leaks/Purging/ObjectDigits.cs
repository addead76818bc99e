using System.Buffers;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The names of objects as git writes them into its objects and files: in lower case. What is in upper case stays as it is.</summary>
internal static class ObjectDigits
{
    /// <summary>Reads hexadecimal digits.</summary>
    /// <param name="digits">Forty of them, or sixty-four; in lower case.</param>
    /// <param name="id">The name.</param>
    /// <returns>False when it is something else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> digits, out GitObjectId id)
    {
        Span<byte> bytes = stackalloc byte[32];
        bool isId = digits.Length is 40 or 64 && digits.IndexOfAnyInRange((byte)'A', (byte)'F') < 0
            && Convert.FromHexString(digits, bytes, out _, out int written) == OperationStatus.Done && written * 2 == digits.Length;
        id = isId ? GitObjectId.FromBytes(bytes[..(digits.Length / 2)]) : default;
        return isId;
    }

    /// <summary>Reads hexadecimal digits that git wrote.</summary>
    /// <exception cref="GitException">It is something else.</exception>
    public static GitObjectId Read(string digits) =>
        TryRead(System.Text.Encoding.ASCII.GetBytes(digits), out GitObjectId id) ? id : throw new GitException("git gave an id that djc does not understand");

    /// <summary>Writes them.</summary>
    public static void WriteDigits(this IBufferWriter<byte> target, GitObjectId id)
    {
        Span<byte> bytes = stackalloc byte[32];
        id.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes[..id.Length], target.GetSpan(id.Length * 2), out int written);
        target.Advance(written);
    }
}
