namespace DataJoint.Configuration.Files;

internal enum EntryKind
{
    Missing,
    File,
    Directory,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A socket of this machine.</summary>
    Socket,

    /// <summary>A device such as a terminal or <c>/dev/zero</c>.</summary>
    CharacterDevice,

    /// <summary>A device such as a disk.</summary>
    BlockDevice,

    /// <summary>A device of Windows, of which no more is known.</summary>
    Other,

    /// <summary>A symbolic link that leads nowhere or in a circle.</summary>
    BrokenLink,

    /// <summary>The operating system does not tell.</summary>
    Denied,
}
