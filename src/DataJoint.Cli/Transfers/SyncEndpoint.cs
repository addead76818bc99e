using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>One end of a synchronisation: a folder in a store, or one outside the stores.</summary>
internal sealed class SyncEndpoint
{
    private readonly string _address;

    private SyncEndpoint(IObjectStore store, StorePlace? place, string shown, string address)
    {
        Store = store;
        Place = place;
        Shown = shown;
        _address = address;
    }

    public IObjectStore Store { get; }

    /// <summary>The place in a configured store; null for a folder outside the stores.</summary>
    public StorePlace? Place { get; }

    /// <summary>What the names of its objects begin with.</summary>
    public string Folder => Place?.Folder ?? "";

    /// <summary>The place as it is printed.</summary>
    public string Shown { get; }

    /// <summary>Understands <c>STORE:PATH</c>; a word without a colon in its first part is a folder outside the stores.</summary>
    /// <exception cref="CommandException">There is no such store.</exception>
    public static SyncEndpoint Open(StoreSession session, int argument)
    {
        string word = session.Context.Arguments[argument];
        if (IsLocal(word))
        {
            FileObjectStore folder = LocalFile.OpenFolder(LocalFile.Resolve(session.Context, word));
            return new SyncEndpoint(folder, null, Display.Sanitize(folder.Location, 2048), StoreAddress.OfFolder(folder.Location));
        }

        StorePlace named = session.Place(argument);
        StorePlace place = named with { Path = named.Folder };
        return new SyncEndpoint(session.Open(place), place, place.ToString(), session.AddressOf(place));
    }

    /// <summary>An object below it, by the name that both ends share.</summary>
    public StorePlace At(string relative) => new(Store.Name, Folder + relative);

    /// <summary>Whether one lies in the other, by whatever names they are called.</summary>
    public bool Overlaps(SyncEndpoint other) => StoreAddress.Overlap(_address, other._address);

    private static bool IsLocal(string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        int separator = word.IndexOfAny(['/', '\\']);
        return colon < 0 || (separator >= 0 && separator < colon) || (OperatingSystem.IsWindows() && colon == 1);
    }
}
