using System.Runtime.InteropServices;

namespace DataJoint.Configuration;

/// <summary>Writing on Linux: files are created with their final mode, flushed, and renamed into place.</summary>
internal static unsafe class PosixWriting
{
    internal static void Create(string path, byte[] content, int mode, EntryFacts replaced)
    {
        int descriptor;
        fixed (byte* name = Libc.PathBytes(path))
        {
            descriptor = Libc.OpenCreate(name, Libc.CreateFlags, (uint)mode);
        }

        if (descriptor < 0)
        {
            throw Failure();
        }

        try
        {
            if (replaced.Kind == EntryKind.File)
            {
                KeepOwnerAndMode(descriptor, mode, replaced);
            }

            WriteAll(descriptor, content);
            if (Libc.FSync(descriptor) != 0)
            {
                throw Failure();
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    internal static void Replace(string temporary, string path)
    {
        fixed (byte* from = Libc.PathBytes(temporary))
        fixed (byte* to = Libc.PathBytes(path))
        {
            if (Libc.Rename(from, to) != 0)
            {
                throw Failure();
            }
        }

        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a rename or removal lasting. A file system that cannot do it is no reason to fail: the edit is done.</summary>
    internal static void SyncDirectory(string path)
    {
        int descriptor;
        fixed (byte* name = Libc.PathBytes(path))
        {
            descriptor = Libc.Open(name, Libc.ReadFlags);
        }

        if (descriptor >= 0)
        {
            _ = Libc.FSync(descriptor);
            _ = Libc.Close(descriptor);
        }
    }

    internal static void CreateDirectory(string path, int mode)
    {
        fixed (byte* name = Libc.PathBytes(path))
        {
            if (Libc.MkDir(name, (uint)mode) != 0 && Marshal.GetLastWin32Error() != Libc.EExist)
            {
                throw AtomicFile.CannotWrite(path, Libc.Describe(Marshal.GetLastWin32Error()));
            }
        }
    }

    /// <summary>Changes the permission bits of a path.</summary>
    /// <returns>The reason when it failed, or null.</returns>
    internal static string? ChangeMode(string path, int mode)
    {
        fixed (byte* name = Libc.PathBytes(path))
        {
            return Libc.ChMod(name, (uint)mode) == 0 ? null : Libc.Describe(Marshal.GetLastWin32Error());
        }
    }

    private static void KeepOwnerAndMode(int descriptor, int mode, EntryFacts replaced)
    {
        int kept = mode == AtomicFile.SecretMode ? mode : replaced.Mode & 0x1FF;
        if (replaced.Owner >= 0 && replaced.Owner != PosixFile.CurrentUser)
        {
            // Only root can give files away; for others the file becomes theirs, as with any editor.
            _ = Libc.FChOwn(descriptor, (uint)replaced.Owner, uint.MaxValue);
        }

        if (Libc.FChMod(descriptor, (uint)kept) != 0)
        {
            throw Failure();
        }
    }

    private static void WriteAll(int descriptor, byte[] content)
    {
        int written = 0;
        while (written < content.Length)
        {
            nint count;
            fixed (byte* start = content)
            {
                count = Libc.Write(descriptor, start + written, (nuint)(content.Length - written));
            }

            if (count >= 0)
            {
                written += (int)count;
            }
            else if (Marshal.GetLastWin32Error() != Libc.EIntr)
            {
                throw Failure();
            }
        }
    }

    private static IOException Failure() => new(Libc.Describe(Marshal.GetLastWin32Error()));
}
