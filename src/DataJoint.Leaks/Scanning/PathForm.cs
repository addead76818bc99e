using System.Text;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>What of a path decides how a content is read: the same content may stand at several paths.</summary>
internal static class PathForm
{
    /// <summary>Paths with the same form are read alike.</summary>
    /// <param name="path">A path, with <c>/</c>.</param>
    /// <returns>The form: of the path, and of what a packed file is read as once it is unpacked.</returns>
    public static string Find(string path)
    {
        StringBuilder form = new();
        Add(PathTraits.Find(path), form);
        for (int depth = 0; depth < ScanLimits.MaxDepth && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase); depth++)
        {
            path = path[..^3];
            Add(PathTraits.Find(path), form);
        }

        return form.ToString();
    }

    private static void Add(PathTraits traits, StringBuilder form)
    {
        ReadOnlySpan<bool> flags =
        [
            traits.IsNotebook, traits.IsMatlab, traits.IsLua, traits.IsMarkup, traits.IsJson,
            traits.HoldsCommands, traits.IsProperties, traits.IsNetrc, traits.IsPasswordFile, traits.IsOfDataJoint,
        ];
        int bits = 0;
        foreach (bool flag in flags)
        {
            bits = (bits << 1) | (flag ? 1 : 0);
        }

        form.Append((char)('A' + (int)traits.Kind)).Append((char)('a' + (int)traits.Secret)).Append(bits).Append(' ');
    }
}
