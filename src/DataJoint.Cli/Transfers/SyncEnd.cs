using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli;

/// <summary>One end of a synchronisation: a folder in a store, or one outside the stores.</summary>
internal sealed class SyncEnd
{
    private SyncEnd(IObjectStore store, StorePlace? place, string shown)
    {
        Store = store;
        Place = place;
        Shown = shown;
    }

    internal IObjectStore Store { get; }

    /// <summary>The place in a configured store; null for a folder outside the stores.</summary>
    internal StorePlace? Place { get; }

    /// <summary>What the names of its objects begin with.</summary>
    internal string Folder => Place?.Folder ?? "";

    /// <summary>The place as it is printed.</summary>
    internal string Shown { get; }

    /// <summary>Understands <c>STORE:PATH</c>; a word without a colon in its first part is a folder outside the stores.</summary>
    /// <exception cref="CommandException">There is no such store.</exception>
    internal static SyncEnd Open(StoreSession session, int argument)
    {
        string word = session.Context.Arguments[argument];
        if (IsLocal(word))
        {
            FileObjectStore folder = LocalFile.OpenFolder(LocalFile.Resolve(session.Context, word));
            return new SyncEnd(folder, null, Display.Sanitize(folder.Location, 2048));
        }

        StorePlace place = session.Place(argument);
        return new SyncEnd(session.Open(place), place with { Path = place.Folder }, (place with { Path = place.Folder }).ToString());
    }

    /// <summary>An object below it, by the name that both ends share.</summary>
    internal StorePlace At(string relative) => new(Store.Name, Folder + relative);

    /// <summary>Whether one lies in the other.</summary>
    internal bool Overlaps(SyncEnd other)
    {
        (string one, string two) = (Identity, other.Identity);
        StringComparison comparison = OperatingSystem.IsLinux() || Store is not FileObjectStore ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return one.StartsWith(two, comparison) || two.StartsWith(one, comparison);
    }

    /// <summary>File stores by their folder, links resolved, so that two names of one folder are seen through.</summary>
    private string Identity => Store is FileObjectStore files
        ? $"file:{Resolve(Path.Combine(files.Location, Folder)).TrimEnd(Path.DirectorySeparatorChar, '/')}/"
        : $"store:{Store.Name}:{Folder}";

    /// <summary>What is not there yet has no links; what is above it may.</summary>
    private static string Resolve(string path)
    {
        string rest = "";
        for (string? above = Path.TrimEndingDirectorySeparator(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (ProjectFinder.ResolveDirectory(above) is string found)
            {
                return Path.Combine(found, rest);
            }

            rest = Path.Combine(Path.GetFileName(above), rest);
        }

        return path;
    }

    private static bool IsLocal(string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        int separator = word.IndexOfAny(['/', '\\']);
        return colon < 0 || (separator >= 0 && separator < colon) || (OperatingSystem.IsWindows() && colon == 1);
    }
}
