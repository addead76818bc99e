namespace DataJoint.Servers;

/// <summary>The signals that servers are ended with, by their numbers on Linux.</summary>
internal enum ProcessSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}
