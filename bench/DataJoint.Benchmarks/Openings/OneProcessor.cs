using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DataJoint.Benchmarks;

/// <summary>
/// Keeps this process, and what it starts, on one processor. A question and its answer then take the same way each time; on several, a connection is
/// faster or slower by a fifth for as long as it lives, by where its server's thread or process happens to run.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class OneProcessor : IDisposable
{
    // Room for 1,024 processors, as in the C library's own cpu_set_t.
    private const int Words = 16;
    private const nint Size = Words * sizeof(ulong);

    private readonly ulong[] _before = new ulong[Words];

    public OneProcessor()
    {
        if (sched_getaffinity(0, Size, ref _before[0]) != 0)
        {
            throw new InvalidOperationException($"The processors of this process cannot be asked for (error {Marshal.GetLastPInvokeError()}).");
        }

        int last = Array.FindLastIndex(_before, word => word != 0);
        ulong[] one = new ulong[Words];
        one[last] = 1UL << BitOperations.Log2(_before[last]);
        Keep(one);
    }

    public void Dispose() => Keep(_before);

    /// <summary>Every thread has its own rule, and passes it on to those that it starts.</summary>
    private static void Keep(ulong[] processors)
    {
        foreach (string thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            // A thread that has ended meanwhile needs no rule.
            _ = sched_setaffinity(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Size, ref processors[0]);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_getaffinity(int thread, nint size, ref ulong processors);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_setaffinity(int thread, nint size, ref ulong processors);
}
