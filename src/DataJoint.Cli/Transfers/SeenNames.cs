using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Cli.Transfers;

/// <summary>The names that a listing showed, as marks of eight bytes, so that millions of them take little memory.</summary>
/// <remarks>Two names of one mark are so rare that nobody will meet them; where it happens, one is taken for seen, and is not deleted.</remarks>
internal sealed class SeenNames
{
    private readonly HashSet<ulong> _marks = [];
    private readonly Lock _gate = new();

    public void Add(string name)
    {
        ulong mark = MarkOf(name);
        lock (_gate)
        {
            _marks.Add(mark);
        }
    }

    /// <summary>Not beside <see cref="Add"/>.</summary>
    public bool Hold(string name) => _marks.Contains(MarkOf(name));

    /// <summary>How many of these names another listing lacks.</summary>
    public long CountMissingIn(SeenNames other) => _marks.LongCount(mark => !other._marks.Contains(mark));

    public void AddAll(SeenNames other) => _marks.UnionWith(other._marks);

    private static ulong MarkOf(string name) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
