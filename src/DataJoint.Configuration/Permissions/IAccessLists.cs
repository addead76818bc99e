namespace DataJoint.Configuration.Permissions;

/// <summary>The access lists of a system that has them: Windows.</summary>
internal interface IAccessLists
{
    /// <summary>The list of a file or directory.</summary>
    AccessList Read(string path);

    /// <summary>Leaves access to the owner, SYSTEM and the Administrators alone, where the file system keeps lists.</summary>
    void Restrict(string path, bool isDirectory);

    /// <summary>The name of a user or group, or its identifier where it has none.</summary>
    string NameOf(string user);

    /// <summary>What a path is on, or null when it is not known.</summary>
    MountPoint? FindVolume(string path);
}
