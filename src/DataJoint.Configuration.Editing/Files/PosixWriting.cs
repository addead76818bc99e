using System.Runtime.InteropServices;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>Writing on Linux: files are created with their final mode, flushed, and renamed into place.</summary>
internal static unsafe class PosixWriting
{
    public static void Create(string path, byte[] content, int mode, EntryFacts replaced)
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
                KeepAccess(descriptor, mode, replaced, FileReading.Stat(Path.GetDirectoryName(path)!).Owner);
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

    public static void Replace(string temporary, string path)
    {
        fixed (byte* from = Libc.PathBytes(temporary))
        fixed (byte* to = Libc.PathBytes(path))
        {
            if (Libc.Rename(from, to) != 0)
            {
                throw Failure();
            }
        }
    }

    /// <summary>Makes a rename or removal lasting. A file system that cannot do it is no reason to fail: the edit is done.</summary>
    public static void SyncDirectory(string path)
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

    public static void CreateDirectory(string path, int mode)
    {
        fixed (byte* name = Libc.PathBytes(path))
        {
            if (Libc.MkDir(name, (uint)mode) != 0 && Marshal.GetLastWin32Error() != Libc.EExist)
            {
                throw AtomicFile.CannotWrite(path, Libc.Describe(Marshal.GetLastWin32Error()));
            }
        }
    }

    /// <summary>The new file has the access that the old one had; a secret's is for its owner alone.</summary>
    /// <remarks>
    /// Only root can give files away; for others the file becomes theirs, as with any editor. A secret is given only to whom its
    /// directory belongs: somebody else may have planted the old file.
    /// </remarks>
    private static void KeepAccess(int descriptor, int mode, EntryFacts replaced, long directoryOwner)
    {
        bool isSecret = mode == AtomicFile.SecretMode;
        if (replaced.Owner != PosixFile.CurrentUser && (!isSecret || replaced.Owner == directoryOwner))
        {
            _ = Libc.FChOwn(descriptor, (uint)replaced.Owner, uint.MaxValue);
        }

        int kept = isSecret ? mode : replaced.Mode & 0x1FF;
        if (!isSecret && Libc.FChOwn(descriptor, uint.MaxValue, (uint)replaced.Group) != 0)
        {
            // The group cannot be kept: another one gets no more than everybody has.
            kept = (kept & ~0x38) | (kept & 0x38 & ((kept & 7) << 3));
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
