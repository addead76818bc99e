namespace DataJoint.Configuration;

internal enum EntryKind
{
    Missing,
    File,
    Directory,

    /// <summary>A pipe, socket or device.</summary>
    Other,

    /// <summary>A symbolic link that leads nowhere or in a circle.</summary>
    BrokenLink,

    /// <summary>The operating system does not tell.</summary>
    Denied,
}
