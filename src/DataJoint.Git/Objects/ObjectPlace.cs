namespace DataJoint.Git.Objects;

/// <summary>Where an object is: in a pack, or a file of its own.</summary>
/// <param name="Pack">The pack, or null.</param>
/// <param name="Offset">Where it begins in the pack.</param>
/// <param name="Loose">The directory of its file, or null.</param>
/// <param name="Id">Its name, in a file of its own.</param>
internal readonly record struct ObjectPlace(Pack? Pack, long Offset, LooseObjects? Loose, GitObjectId Id)
{
    public string Path => Pack?.Path ?? Loose!.PathOf(Id);

    public static ObjectPlace In(Pack pack, long offset) => new(pack, offset, null, default);
}
