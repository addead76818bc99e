using System.Runtime.InteropServices;
using System.Text;

namespace DataJoint.Configuration.Secrets;

/// <summary>
/// <c>ref+dpapi://TEXT</c>: a secret that Windows has encrypted for one of its users with the data protection API (DPAPI), and that only this user can have decrypted.
/// </summary>
/// <remarks>CryptProtectData of dpapi.h. The text is base64url without padding (RFC 4648), the secret UTF-8.</remarks>
internal sealed unsafe class WindowsProtection : ISecretResolver
{
    public const string SchemeName = "dpapi";

    private const int AskNobody = 0x1; // CRYPTPROTECT_UI_FORBIDDEN

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Scheme => SchemeName;

    /// <summary>The reference to a secret that is encrypted for the current user.</summary>
    /// <exception cref="SecretException">This is not Windows, or it cannot.</exception>
    public static string Protect(Secret secret)
    {
        Require("cannot be encrypted here");
        byte[] text = Strict.GetBytes(secret.Reveal());
        try
        {
            byte[] encrypted = Transform(text, isProtecting: true)
                ?? throw new SecretException($"Windows does not encrypt the secret for this user: error {Marshal.GetLastWin32Error()}", "Log in with a profile of one's own, or leave --protect out.");
            return $"ref+{SchemeName}://{Convert.ToBase64String(encrypted).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    public Secret Resolve(string reference, CancellationToken cancellationToken)
    {
        byte[] encrypted = Decode(reference);
        Require("can be decrypted only there, by the user who stored it");
        byte[] text = Transform(encrypted, isProtecting: false) ?? throw SecretException.From(
            SecretRules.Refused, $"Windows does not decrypt the secret for {Display.Sanitize(Environment.UserName)}: it was stored by another user or on another machine, or the text is damaged",
            "Store it again as this user: djc secrets set KEY --protect", isTransient: false);
        try
        {
            return new Secret(Strict.GetString(text));
        }
        catch (DecoderFallbackException)
        {
            throw new SecretException("what Windows decrypts is not UTF-8", "Store it again: djc secrets set KEY --protect");
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    public ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) => new(Resolve(reference, cancellationToken));

    private static byte[] Decode(string reference)
    {
        string text = SecretReference.TryParse(reference, out SecretReference? parsed, out _) && parsed.Query.Count == 0 && parsed.Field.Length == 0 ? parsed.Path : "";
        text = text.Replace('-', '+').Replace('_', '/');
        try
        {
            byte[] bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
            return bytes.Length > 0 ? bytes : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new SecretException($"what comes after ref+{SchemeName}:// is damaged: it is not base64url", "Store the secret again: djc secrets set KEY --protect");
        }
    }

    private static void Require(string fact)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            throw SecretException.From(
                SecretRules.Refused, $"the secret is encrypted for a user of Windows, and {fact}", "Store it again on this machine: djc secrets set KEY, without --protect", isTransient: false);
        }
    }

    /// <returns>Null when Windows refuses; the error is its last one.</returns>
    private static byte[]? Transform(byte[] input, bool isProtecting)
    {
        Blob result = default;
        fixed (byte* start = input)
        {
            Blob given = new() { Length = input.Length, Start = start };
            int done = isProtecting
                ? CryptProtectData(&given, null, null, null, null, AskNobody, &result)
                : CryptUnprotectData(&given, null, null, null, null, AskNobody, &result);
            if (done == 0)
            {
                return null;
            }
        }

        Span<byte> found = new(result.Start, result.Length);
        byte[] output = found.ToArray();
        found.Clear();
        _ = LocalFree(result.Start);
        return output;
    }

    [DllImport("crypt32", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CryptProtectData(Blob* input, char* description, Blob* entropy, void* reserved, void* prompt, int flags, Blob* output);

    [DllImport("crypt32", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CryptUnprotectData(Blob* input, char** description, Blob* entropy, void* reserved, void* prompt, int flags, Blob* output);

    [DllImport("kernel32", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void* LocalFree(void* memory);

    /// <summary>DATA_BLOB.</summary>
    private struct Blob
    {
        public int Length;
        public byte* Start;
    }
}
