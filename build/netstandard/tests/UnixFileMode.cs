namespace DataJoint;

/// <summary>Who may do what with a file.</summary>
[Flags]
internal enum UnixFileMode
{
    UserExecute = 0x40,
    UserWrite = 0x80,
    UserRead = 0x100,
}
