namespace DataJoint.Configuration.Files;

/// <summary>What the operating system tells of a path.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Mode">The permission bits (POSIX), or -1 when they are not known.</param>
/// <param name="Owner">The owner's user id (POSIX), or -1 when it is not known.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Group">The group id (POSIX), or -1 when it is not known.</param>
/// <param name="Changed">When its content or its attributes last changed, in a unit of the system's own: good for telling versions apart.</param>
/// <param name="Identity">Which file it is (POSIX: device and inode), whatever its name: what a link leads to may be another one of the same size and time.</param>
internal readonly record struct EntryFacts(EntryKind Kind, int Mode = -1, long Owner = -1, long Size = 0, long Group = -1, long Changed = 0, long Identity = 0)
{
    public static readonly EntryFacts Missing = new(EntryKind.Missing);

    /// <summary>Whether group or others have any access.</summary>
    public bool IsOpenToOthers => Mode >= 0 && (Mode & 0x3F) != 0;

    /// <summary>Whether anyone may write; in a directory with the sticky bit too, where anyone may add files.</summary>
    public bool IsWritableByAnyone => Mode >= 0 && (Mode & 0x2) != 0;

    /// <summary>Whether group or others may write.</summary>
    public bool IsWritableByOthers => Mode >= 0 && (Mode & 0x12) != 0;
}
