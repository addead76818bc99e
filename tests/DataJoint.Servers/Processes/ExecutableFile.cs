using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>Programs that tests write for themselves.</summary>
public static class ExecutableFile
{
    /// <summary>
    /// Writes one by another process: a file that this one has open for writing is inherited by every program that some other test is just starting, and as long
    /// as that is so nobody can run it (ETXTBSY).
    /// </summary>
    public static void Write(string path, string text)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "cat >\"$0\" && chmod 700 \"$0\"", path]) { RedirectStandardInput = true };
        using Process writer = Process.Start(start)!;
        writer.StandardInput.Write(text);
        writer.StandardInput.Close();
        writer.WaitForExit();
        if (writer.ExitCode != 0)
        {
            throw new IOException($"{path} could not be written");
        }
    }
}
