namespace DataJoint.Connections;

/// <summary>The pair of user and password was refused before, and it is not yet time to send it again.</summary>
internal sealed class LoginPausedException(DateTimeOffset since, DateTimeOffset next) : Exception("The login is paused.")
{
    internal DateTimeOffset Since { get; } = since;

    internal DateTimeOffset Next { get; } = next;
}
