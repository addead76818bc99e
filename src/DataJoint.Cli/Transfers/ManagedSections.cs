using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>Where in a store people may write and delete: not where rows in the database point to without their knowledge.</summary>
internal sealed class ManagedSections(StoreSpec spec)
{
    private readonly StoreLayout _layout = new(spec);

    /// <summary>Whether an object is none of the users' own.</summary>
    public bool Hold(string name)
    {
        try
        {
            _layout.CheckFileName(name);
            return false;
        }
        catch (StoreException refused) when (refused.Code == StoreErrorCode.ManagedSection)
        {
            return true;
        }
    }

    /// <summary>Refuses a name that is none of the users' own.</summary>
    /// <exception cref="StoreException">The name is refused (<see cref="StoreErrorCode.ManagedSection"/>).</exception>
    public void Check(string name) => _layout.CheckFileName(name);

    /// <summary>Refuses a folder in which everything is to be changed.</summary>
    /// <exception cref="StoreException">It is, or holds, a managed section (<see cref="StoreErrorCode.ManagedSection"/>).</exception>
    public void CheckFolder(string folder)
    {
        string path = folder.TrimEnd('/');
        if (_layout.FindManagedSectionBelow(path) is string section)
        {
            throw new StoreException(StoreErrorCode.ManagedSection, spec.Name, folder, $"it includes '{section}/', which DataJoint manages.");
        }

        _layout.CheckFileName(path);
    }
}
