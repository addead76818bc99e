using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DataJoint.Stores;

/// <summary>The hash that objects in the section <c>hash_prefix</c> are named by: MD5 in Base32, 26 characters, lower case.</summary>
/// <remarks>It identifies content, as datajoint-python does; it is not protection against forgery.</remarks>
[SuppressMessage("Security", "CA5351", Justification = "The name that datajoint-python gives to content, not a protection.")]
public static class ContentHash
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 26;

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>The hash of some bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>26 characters.</returns>
    public static string Compute(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(content, digest);
        return Encode(digest);
    }

    /// <summary>The hash of a stream, from its position to its end.</summary>
    /// <param name="content">The stream; it stays open.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>26 characters.</returns>
    public static async ValueTask<string> ComputeAsync(Stream content, CancellationToken cancellationToken = default) =>
        Encode(await MD5.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    internal static bool IsHash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && !text.AsSpan().ContainsAnyExcept(Characters);
    }

    private static string Encode(ReadOnlySpan<byte> digest)
    {
        const int bitsEach = 5;
        Span<char> text = stackalloc char[Length];
        for (int i = 0; i < Length; i++)
        {
            // Five bits of two neighbouring bytes; beyond the end they are zero.
            int bit = i * bitsEach;
            int window = (digest[bit / 8] << 8) | (bit / 8 + 1 < digest.Length ? digest[(bit / 8) + 1] : 0);
            text[i] = Alphabet[(window >> (16 - bitsEach - (bit % 8))) & 31];
        }

        return text.ToString();
    }
}
