using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

/// <summary>The smallest protocol that works: boxes in the rooms of a house, which are folders.</summary>
internal sealed class ShelfAdapter : IStoreAdapter
{
    public StoreProtocol Protocol { get; } = new(
        "shelf",
        [new StoreAttribute("room", SettingType.Integer, "Number of the room.")],
        [new StoreAttribute("door_code", SettingType.Text, "Opens the door.", isSecret: true)]);

    /// <summary>The one registration.</summary>
    public static void Register() => StoreAdapters.TryRegister(new ShelfAdapter());

    public IObjectStore Open(StoreSource source) =>
        new ShelfStore(source, new FileObjectStore(source.Spec.Name, Path.Combine(source.Spec.Location, source.Spec["room"].ToString())));

#if !NET
    public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) => [];

    public string GetPath(StoreSpec spec, string name) => spec.Location.Length == 0 ? name : spec.Location + "/" + name;

    public string GetUrl(StoreSpec spec, string path) => $"{Protocol.Name}://{path}";
#endif
}
