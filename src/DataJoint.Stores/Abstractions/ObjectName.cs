using System.Buffers;
using System.Text;
using DataJoint.Stores.Abstractions;

namespace DataJoint.Stores;

/// <summary>
/// The rules for object names, the same for every store so that an object can move between stores.
/// </summary>
/// <remarks>
/// A name is one or more segments joined by <c>/</c>. It is compared and stored exactly as given. Refused are: an empty name or segment
/// (so also a leading or trailing <c>/</c>), the segments <c>.</c> and <c>..</c>, a drive letter, control characters, U+FFFE and U+FFFF,
/// text that is not valid Unicode, segments longer than 255 and names longer than 1024 bytes in UTF-8, and segments that begin with
/// <c>.datajoint-tmp-</c>, which stores keep for themselves. On Windows also what its file names cannot hold: <c>\ : * ? " &lt; &gt; |</c>,
/// a final dot or blank, and device names such as <c>NUL</c>.
/// </remarks>
public static class ObjectName
{
    /// <summary>The greatest length of a name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The greatest length of a segment, in bytes of UTF-8.</summary>
    public const int MaxSegmentBytes = 255;

    /// <summary>What the names of objects that are still being written begin with.</summary>
    internal const string TemporaryPrefix = ".datajoint-tmp-";

    private static readonly SearchValues<char> LowerHexadecimal = SearchValues.Create("0123456789abcdef");
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Says what is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The reason for which the name is refused, or <see langword="null"/> when it is a good one.</returns>
    public static string? FindFault(string name) => FindFault(name, OperatingSystem.IsWindows());

    /// <summary>Refuses a bad name.</summary>
    /// <param name="storeName">The store that was asked, for the message.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="StoreException">The name is refused (<see cref="StoreErrorCode.InvalidName"/>).</exception>
    public static void Check(string storeName, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (FindFault(name) is { } fault)
        {
            throw new StoreException(StoreErrorCode.InvalidName, storeName, name, "the name is refused: " + fault);
        }
    }

    /// <summary>Refuses a prefix with which no good name could begin.</summary>
    /// <param name="storeName">The store that was asked, for the message.</param>
    /// <param name="prefix">The prefix; it may end anywhere in a name.</param>
    /// <exception cref="StoreException">The prefix is refused (<see cref="StoreErrorCode.InvalidName"/>).</exception>
    public static void CheckPrefix(string storeName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        int folder = prefix.LastIndexOf('/');
        string? fault = folder >= 0 ? FindFault(prefix[..folder]) : null;
        string rest = prefix[(folder + 1)..];

        // A begun segment may still become a good one: "." and ".." can begin ".notes" and "..notes".
        fault ??= rest is "" or "." or ".." ? null : FindFault(rest);
        if (fault is not null)
        {
            throw new StoreException(StoreErrorCode.InvalidName, storeName, prefix, "the prefix is refused: " + fault);
        }
    }

    /// <summary>Says what is wrong with a folder as a listing of one level gives it.</summary>
    /// <param name="folder">The folder's name, with its final <c>/</c>.</param>
    /// <returns>The reason for which no object in it can have a good name, or <see langword="null"/>.</returns>
    public static string? FindFolderFault(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return FindFault(folder.EndsWith("//", StringComparison.Ordinal) || folder is "" or "/" ? folder + "x" : folder.TrimEnd('/'));
    }

    internal static string NewTemporaryName() => TemporaryPrefix + Guid.NewGuid().ToString("n");

    /// <summary>Whether <see cref="NewTemporaryName"/> could have made this name.</summary>
    internal static bool IsTemporaryName(string segment) =>
        segment.Length == TemporaryPrefix.Length + 32
        && segment.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
        && segment.AsSpan(TemporaryPrefix.Length).IndexOfAnyExcept(LowerHexadecimal) < 0;

    internal static string? FindFault(string name, bool windows)
    {
        if (name.Length == 0)
        {
            return "it is empty.";
        }

        if (name[0] == '/')
        {
            return "it is absolute; names are relative to the store's location.";
        }

        if (name.Length >= 2 && name[1] == ':' && char.IsAsciiLetter(name[0]))
        {
            return "it begins with a drive letter; names are relative to the store's location.";
        }

        if (name[^1] == '/')
        {
            return "it ends in '/'; only objects have names, folders have none.";
        }

        if (CountBytes(name) is not { } bytes)
        {
            return "it holds half of a surrogate pair, which is not valid Unicode.";
        }

        return bytes > MaxBytes
            ? FormattableString.Invariant($"it takes {bytes} bytes in UTF-8; at most {MaxBytes} are allowed.")
            : FindSegmentFault(name, windows);
    }

    private static string? FindSegmentFault(string name, bool windows)
    {
        foreach (Range range in name.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = name.AsSpan(range);
            string? fault = segment switch
            {
                "" => "it has an empty segment ('//').",
                "." or ".." => $"it has the segment '{segment.ToString()}'; a name cannot climb.",
                _ when segment.StartsWith(TemporaryPrefix, StringComparison.OrdinalIgnoreCase) =>
                    $"segments that begin with '{TemporaryPrefix}' are kept for objects that are being written.",
                _ when HasControlCharacter(segment) => "it holds a control character.",
                _ when segment.ContainsAny('\ufffe', '\uffff') => "it holds U+FFFE or U+FFFF, which are not characters; no listing in XML can name it.",
                _ when Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes => FormattableString.Invariant(
                    $"a segment of it takes {Encoding.UTF8.GetByteCount(segment)} bytes in UTF-8; at most {MaxSegmentBytes} are allowed."),
                _ => windows ? WindowsNames.FindFault(segment) : null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static bool HasControlCharacter(ReadOnlySpan<char> segment)
    {
        foreach (char character in segment)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    private static int? CountBytes(string name)
    {
        try
        {
            return StrictUtf8.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
