using DataJoint.Configuration;

namespace DataJoint.Stores.Adapters;

/// <summary>Protocol <c>file</c>: <c>location</c> is a folder, relative to the project root or, without a project, to where the search for it began.</summary>
internal sealed class FileStoreAdapter : IStoreAdapter
{
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("file")!;

    public IObjectStore Open(StoreSource source)
    {
        StoreSpec spec = source.Spec;
        try
        {
            return new FileObjectStore(spec.Name, spec.Location, spec.Project.Root ?? spec.Project.StartDirectory);
        }
        catch (ArgumentException exception)
        {
            throw new StoreException(
                StoreErrorCode.InvalidLocation, spec.Name, null, $"the location '{spec.Location}' is not a path.", exception);
        }
    }
}
