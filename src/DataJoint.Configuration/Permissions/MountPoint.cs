namespace DataJoint.Configuration.Permissions;

/// <summary>A mounted file system, or a volume of Windows.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="FileSystem">Its type, such as <c>ext4</c>.</param>
/// <param name="IsReadOnly">Whether this mount is read-only.</param>
/// <param name="KeepsModes">Whether permissions (modes, access lists) that are set stay set.</param>
internal sealed record MountPoint(string Path, string FileSystem, bool IsReadOnly, bool KeepsModes);
