using DataJoint.Configuration;

namespace DataJoint.Stores.Adapters;

/// <summary>Protocol <c>file</c>: <c>location</c> is a folder, relative to the project root or, without a project, to where the search for it began.</summary>
internal sealed partial class FileStoreAdapter : IStoreAdapter
{
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("file")!;

    public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) => StoreAttributes.Collect(() => CheckLocation(spec));

    public IObjectStore Open(StoreSource source)
    {
        StoreSpec spec = source.Spec;
        CheckLocation(spec);
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

    /// <summary>A path of another system would become a folder of that name here, and the data would lie where nobody looks.</summary>
    private static void CheckLocation(StoreSpec spec)
    {
        if (PathSyntax.FindFault(spec.Location) is string fault)
        {
            throw StoreAttributes.CreateException(spec, "location", $"it has {fault}, so it cannot be a path here", $"{PathSyntax.DescribeRemedy(spec.Location)}. {StoreAttributes.DescribeChange(spec, "location")}");
        }
    }
}
