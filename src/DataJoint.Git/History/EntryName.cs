using System.Text;

namespace DataJoint.Git.History;

/// <summary>Names that a file or a directory of a history may have. git refuses others, too: they would lead out of the work tree, or into git's own files.</summary>
internal static class EntryName
{
    /// <summary>Whether one entry of a directory may be called so.</summary>
    public static bool IsValid(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && !name.ContainsAny((byte)'/', (byte)0) && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8) && !Ascii.EqualsIgnoreCase(name, ".git"u8);

    /// <summary>Whether all names of a path may be.</summary>
    public static bool AreValid(ReadOnlySpan<byte> path)
    {
        foreach (Range name in path.Split((byte)'/'))
        {
            if (!IsValid(path[name]))
            {
                return false;
            }
        }

        return true;
    }
}
