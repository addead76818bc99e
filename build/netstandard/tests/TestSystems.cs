using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace DataJoint;

/// <summary>What tests do to files and processes, on .NET Framework.</summary>
internal static class TestSystems
{
    extension(File)
    {
        public static void CreateSymbolicLink(string path, string target) => Link(path, target);

        public static void SetUnixFileMode(string path, UnixFileMode mode) => ChangeMode(path, (uint)mode).ShouldBe(0);

        public static void SetLastWriteTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle handle, DateTime time) =>
            File.SetLastWriteTimeUtc(FormattableString.Invariant($"/proc/self/fd/{handle.DangerousGetHandle()}"), time);
    }

    extension(Path)
    {
        public static string GetRelativePath(string from, string path)
        {
            string[] start = Path.GetFullPath(from).Split('/');
            string[] end = Path.GetFullPath(path).Split('/');
            int common = start.Zip(end, (one, other) => one == other).TakeWhile(same => same).Count();
            return string.Join("/", Enumerable.Repeat("..", start.Length - common).Concat(end.Skip(common)));
        }
    }

    extension(System.Environment)
    {
        public static bool IsPrivilegedProcess => GetEffectiveUser() == 0;
    }

    extension(Enum)
    {
        public static T[] GetValues<T>() => [.. Enum.GetValues(typeof(T)).Cast<T>()];
    }

    extension(Process)
    {
        public static Process Start(string program, IEnumerable<string> arguments) => Process.Start(TestSystems.StartOf(program, arguments))!;
    }

    extension(Process process)
    {
        public Task WaitForExitAsync(CancellationToken cancellationToken) => Task.Run(process.WaitForExit, cancellationToken);
    }

    extension(CancellationTokenSource source)
    {
        public Task CancelAsync() => Task.Run(source.Cancel);
    }

    extension(StreamReader reader)
    {
        public Task<string> ReadToEndAsync(CancellationToken cancellationToken) => reader.ReadToEndAsync().WaitAsync(cancellationToken);
    }

    extension(Stream stream)
    {
        public async Task ReadExactlyAsync(byte[] block, CancellationToken cancellationToken) =>
            await stream.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: true, cancellationToken);
    }

    extension(Parallel)
    {
#pragma warning disable CA1068 // .NET has it so.
        public static Task ForEachAsync<T>(IEnumerable<T> source, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body) =>
            Parallel.ForEachAsync(source, new ParallelOptions { CancellationToken = cancellationToken }, body);
#pragma warning restore CA1068
    }

    public static bool TryDequeue<T>(this Queue<T> queue, out T? value)
    {
        bool any = queue.Count > 0;
        value = any ? queue.Dequeue() : default;
        return any;
    }

    /// <summary>How to start a program; no argument of a test holds a quote.</summary>
    public static ProcessStartInfo StartOf(string program, IEnumerable<string> arguments) =>
        new(program, string.Join(" ", arguments.Select(each => $"\"{each}\""))) { UseShellExecute = false };

    public static void Link(string path, string target) => SymbolicLink(Encoding.UTF8.GetBytes(target + "\0"), Encoding.UTF8.GetBytes(path + "\0")).ShouldBe(0);

    [DllImport("libc", EntryPoint = "symlink")]
    private static extern int SymbolicLink(byte[] target, byte[] path);

    [DllImport("libc", EntryPoint = "chmod")]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();
}
