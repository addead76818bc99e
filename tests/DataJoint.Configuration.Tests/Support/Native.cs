using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Tests;

#pragma warning disable SYSLIB1054, CA2101, CA5392, CA1838 // plain calls that Mono understands too

/// <summary>What tests need of the C library: modes, owners, links, pipes, devices and mounts.</summary>
internal static class Native
{
    public const uint Fifo = 0x1000;
    public const uint CharacterDevice = 0x2000;

    public const uint Nobody = 65534;

    public static bool IsUnix => !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsRoot => IsUnix && GetEUid() == 0;

    public static void ChangeMode(string path, string octal)
    {
        if (IsUnix)
        {
            Check(ChMod(path, Convert.ToUInt32(octal, 8)), "chmod", path);
        }
    }

    public static void ChangeOwner(string path, uint user) => Check(ChOwn(path, user, user), "chown", path);

    public static void Link(string target, string path) => Check(SymLink(target, path), "symlink", path);

    public static void Rename(string from, string to) => Check(CRename(from, to), "rename", to);

    public static void MakePipe(string path) => Check(MkNod(path, Fifo | 0x180, 0), "mknod", path);

    /// <summary>Makes a device node like /dev/zero, which never ends.</summary>
    public static bool TryMakeEndlessDevice(string path) => MkNod(path, CharacterDevice | 0x180, (1 << 8) | 5) == 0;

    public static bool TryMountTemporary(string path) =>
        Mount("none", path, "tmpfs", 0, "mode=755") == 0;

    public static bool TryRemountReadOnly(string path) => Mount("none", path, "tmpfs", 1 | 32, "mode=755") == 0;

    /// <summary>Runs something with the file rights of nobody, on a thread of its own; other threads keep theirs.</summary>
    public static T AsNobody<T>(Func<T> action)
    {
        T result = default!;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                // The bare system call changes this thread alone, and with the user id its rights to override modes.
                Check((int)SysCall(SetFsUid, Nobody), "setfsuid", "nobody");
                result = action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }

        return result;
    }

    public static void Unmount(string path) => _ = UMount(path, 2);

    private static long SetFsUid => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 122 : 151;

    private static void Check(int result, string call, string path)
    {
        if (result != 0)
        {
            throw new IOException($"{call} {path}: error {Marshal.GetLastWin32Error()}");
        }
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern long SysCall(long number, long argument);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEUid();

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChMod(string path, uint mode);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChOwn(string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "symlink", SetLastError = true)]
    private static extern int SymLink(string target, string path);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int CRename(string from, string to);

    [DllImport("libc", EntryPoint = "mknod", SetLastError = true)]
    private static extern int MkNod(string path, uint mode, ulong device);

    [DllImport("libc", EntryPoint = "mount", SetLastError = true)]
    private static extern int Mount(string source, string target, string type, ulong flags, string data);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true)]
    private static extern int UMount(string target, int flags);
}
