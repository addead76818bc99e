namespace DataJoint.Servers;

/// <summary>How a server is started: a program with arguments, never a shell.</summary>
internal sealed record ServerCommand(string Program, params IReadOnlyList<string> Arguments)
{
    private const string SetPriv = "/usr/bin/setpriv";

    /// <summary>Whom the program runs as where we are root; null for nobody else.</summary>
    public string? User { get; init; }

    /// <summary>The directory that the program takes for the root of the file system, or null.</summary>
    public string? Chroot { get; init; }

    /// <summary>Sent by the kernel when the test process ends, however it ends.</summary>
    public ProcessSignal DeathSignal { get; init; } = ProcessSignal.Kill;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The program with what has to come before it.</summary>
    public IReadOnlyList<string> Words()
    {
        List<string> words = Chroot is null ? [] : ["/usr/sbin/chroot", Chroot];
        if (!OperatingSystem.IsLinux())
        {
            return [.. words, Program, .. Arguments];
        }

        words.AddRange([SetPriv, "--pdeathsig", NameOf(DeathSignal)]);
        if (User is not null && System.Environment.IsPrivilegedProcess)
        {
            // setpriv looks the name up where it runs, which is inside the chroot.
            words.AddRange(["--reuid", User, "--regid", User, "--init-groups"]);
        }

        words.AddRange(["--", Program, .. Arguments]);
        return words;
    }

    private static string NameOf(ProcessSignal signal) => signal switch
    {
        ProcessSignal.Interrupt => "INT",
        ProcessSignal.Terminate => "TERM",
        _ => "KILL",
    };
}
