using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>User and password in base64, as HTTP and Docker write them.</summary>
internal static class BasicPair
{
    private const int Longest = 1024;

    /// <summary>Reads one.</summary>
    /// <param name="text">The base64.</param>
    /// <param name="password">The password, one character for each byte.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out string password)
    {
        password = "";
        Span<byte> bytes = stackalloc byte[Longest];
        if (text.Length < 8 || !Convert.TryFromBase64Chars(text, bytes, out int length))
        {
            return false;
        }

        int colon = bytes[..length].IndexOf((byte)':');
        if (colon < 1 || bytes[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return false;
        }

        password = Encoding.Latin1.GetString(bytes[(colon + 1)..length]);
        return password.Length > 0;
    }
}
