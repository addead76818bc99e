namespace DataJoint.Cli.Terminals;

/// <summary>What djc prints cannot be written: the disk behind it is full, or the descriptor is closed.</summary>
internal sealed class OutputLostException : IOException
{
    public OutputLostException(string message, int error)
        : base(message, error)
    {
    }
}
