using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Cli.Transfers;

/// <summary>An object, or a beginning of names, in a store.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Path">The object's name; for a place it may be empty or end in <c>/</c>.</param>
internal sealed record StorePlace(string Store, string Path)
{
    /// <summary>The path as the beginning of the names below it: empty, or ending in <c>/</c>.</summary>
    public string Folder => Path.Length == 0 || Path.EndsWith('/') ? Path : Path + "/";

    /// <summary>The last part of the path.</summary>
    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Understands <c>STORE:PATH</c>, <c>:PATH</c> and <c>PATH</c>.</summary>
    /// <exception cref="CommandException">There is no store of that name.</exception>
    /// <exception cref="ConfigurationException">No store is named, and there is no default store.</exception>
    public static StorePlace Parse(StoreCollection stores, string word)
    {
        if (stores.Where(name => word.StartsWith(name + ":", StringComparison.Ordinal)).MaxBy(name => name.Length) is string known)
        {
            return new(known, word[(known.Length + 1)..]);
        }

        int colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !word[..colon].Contains('/', StringComparison.Ordinal))
        {
            throw UnknownStore(stores, word[..colon]);
        }

        if (!stores.HasDefault)
        {
            throw stores.Contains(word)
                ? CommandException.UsageError(
                    $"{Display.Quote(word)} is a path in the default store, and there is none", $"the store of that name is written with a colon: {Display.Sanitize(word)}:")
                : CommandException.UsageError(
                    $"{Display.Quote(word)} is a path in the default store, and there is none", "write STORE:PATH, or run: djc config set stores.default NAME");
        }

        return new(stores.Default.Name, colon == 0 ? word[1..] : word);
    }

    /// <summary>The place as the target of one object: a folder (or nothing) takes the object's own name.</summary>
    public StorePlace For(string fileName) => Path.Length == 0 || Path.EndsWith('/') ? this with { Path = Path + fileName } : this;

    public override string ToString() => $"{Display.Sanitize(Store)}:{Display.Sanitize(Path, 1024)}";

    private static CommandException UnknownStore(StoreCollection stores, string name)
    {
        string? nearest = Spelling.Nearest(name, stores);
        string hint = stores.Count == 0
            ? "none is configured; to begin with a folder: djc config set stores.NAME.protocol file, and stores.NAME.location"
            : $"there are: {Listing.Join([.. stores.Select(n => Display.Sanitize(n))])}; a path with a colon in its first part is written with a colon in front";
        return CommandException.UsageError(
            $"unknown store {Display.Quote(name)}" + (nearest is null ? "" : $"; did you mean {Display.Sanitize(nearest)}:?"), hint);
    }
}
