namespace DataJoint.Configuration.Permissions;

/// <summary>What Linux tells of mounts in <c>/proc/self/mountinfo</c> (see proc(5)). Only read when a permission looks wrong.</summary>
internal static class MountTable
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly HashSet<string> WithoutModes = new(StringComparer.Ordinal)
    {
        "9p", "drvfs", "vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "cifs", "smb3", "smbfs", "vboxsf", "fuse.vmhgfs-fuse", "prl_fs",
    };

    /// <summary>The mount that a path is on, or null when it is not known.</summary>
    public static MountPoint? Find(string path)
    {
        // The size of a file in /proc is 0 until it is read, so it is read as a stream.
        try
        {
            using FileStream stream = new("/proc/self/mountinfo", FileMode.Open, FileAccess.Read);
            using MemoryStream copy = new();
            byte[] buffer = new byte[16 * 1024];
            while (copy.Length < MaxBytes && stream.Read(buffer, 0, buffer.Length) is int read and > 0)
            {
                copy.Write(buffer, 0, read);
            }

            return Find(path, System.Text.Encoding.UTF8.GetString(copy.ToArray()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same from the text of the table.</summary>
    public static MountPoint? Find(string path, string table)
    {
        MountPoint? best = null;
        foreach (string line in table.Split('\n'))
        {
            MountPoint? mount = Parse(line);
            if (mount is not null && IsBelow(path, mount.Path) && (best is null || mount.Path.Length >= best.Path.Length))
            {
                best = mount;
            }
        }

        return best;
    }

    private static MountPoint? Parse(string line)
    {
        // 36 35 98:0 /root /mount/point rw,noatime master:1 - ext3 /dev/root rw,errors=continue
        string[] fields = line.Split(' ');
        int separator = Array.IndexOf(fields, "-", Math.Min(6, fields.Length));
        if (separator < 0 || separator + 3 >= fields.Length)
        {
            return null;
        }

        string type = fields[separator + 1];
        string[] options = fields[5].Split(',');
        string[] superOptions = fields[separator + 3].Split(',');
        bool readOnly = options.Contains("ro") || superOptions.Contains("ro");
        bool keepsModes = !WithoutModes.Contains(type) || superOptions.Any(o => o.Contains("metadata"));
        return new MountPoint(Unescape(fields[4]), type, readOnly, keepsModes);
    }

    private static bool IsBelow(string path, string mount) =>
        mount == "/" || (path.StartsWith(mount, StringComparison.Ordinal) && (path.Length == mount.Length || path[mount.Length] == '/'));

    private static string Unescape(string field) =>
        field.Replace("\\040", " ").Replace("\\011", "\t").Replace("\\012", "\n").Replace("\\134", "\\");
}
