using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>The entry point of djc.</summary>
internal static class Program
{
    private static int Main(string[] words)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixParent.NoticeEnds();
        }

        return new DjcApplication(ProcessTerminal.Create(ChildProcess.Run, ChildProcess.RunReplaceable), HostEnvironment.Process).Run(words);
    }
}
