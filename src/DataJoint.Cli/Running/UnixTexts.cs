using System.Runtime.InteropServices;

namespace DataJoint.Cli.Running;

/// <summary>Texts as the C library takes them. There are secrets among them, so they are erased when nobody needs them any more.</summary>
internal sealed unsafe class UnixTexts : IDisposable
{
    private readonly List<nint> _texts = [];
    private readonly List<nint> _blocks = [];

    /// <summary>A text that ends with null.</summary>
    public nint Add(string text)
    {
        nint added = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(added);
        return added;
    }

    /// <summary>An array of texts that ends with null.</summary>
    public nint AddBlock(IEnumerable<nint> texts)
    {
        nint[] all = [.. texts];
        nint* block = (nint*)NativeMemory.AllocZeroed((nuint)(all.Length + 1), (nuint)sizeof(nint));
        _blocks.Add((nint)block);
        all.CopyTo(new Span<nint>(block, all.Length));
        return (nint)block;
    }

    public void Dispose()
    {
        _texts.ForEach(Marshal.ZeroFreeCoTaskMemUTF8);
        _blocks.ForEach(static block => NativeMemory.Free((void*)block));
    }
}
