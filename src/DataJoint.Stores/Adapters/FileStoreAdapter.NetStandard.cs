using DataJoint.Configuration;

namespace DataJoint.Stores.Adapters;

/// <content>.NET Framework knows no members of interfaces that have a body.</content>
internal sealed partial class FileStoreAdapter
{
    public string GetPath(StoreSpec spec, string name)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Location.Length == 0 ? name : spec.Location + "/" + name;
    }

    public string GetUrl(StoreSpec spec, string path) => $"{Protocol.Name}://{path}";
}
