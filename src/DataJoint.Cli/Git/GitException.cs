namespace DataJoint.Cli;

/// <summary>git could not answer: it is not there, it refuses, or it takes too long.</summary>
internal sealed class GitException(string message, string? hint = null) : Exception(message)
{
    public string? Hint => hint;
}
