using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace DataJoint.Cli.Running;

/// <summary>
/// The variables of this process that are not UTF-8, as they are. The runtime gives their text with U+FFFD in it, and a child would get that.
/// </summary>
internal static unsafe class UndecodedVariables
{
    private const string Symbol = "environ";

    /// <summary>The C library's own texts, by what the runtime makes of them; empty where the library does not show them (macOS).</summary>
    public static ILookup<string, nint> List()
    {
        List<(string Text, nint Entry)> found = [];
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), Symbol, out nint symbol) && *(byte***)symbol is var entries && entries is not null)
        {
            for (byte** entry = entries; *entry is not null; entry++)
            {
                ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*entry);
                if (!Utf8.IsValid(bytes))
                {
                    found.Add((Encoding.UTF8.GetString(bytes), (nint)(*entry)));
                }
            }
        }

        return found.ToLookup(one => one.Text, one => one.Entry, StringComparer.Ordinal);
    }
}
