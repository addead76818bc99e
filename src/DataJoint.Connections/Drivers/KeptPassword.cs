using DataJoint.Configuration;

namespace DataJoint.Connections.Drivers;

/// <summary>What a driver found where the user keeps passwords for other clients.</summary>
internal sealed class KeptPassword
{
    /// <summary>Nothing.</summary>
    public static KeptPassword None { get; } = new();

    /// <summary>The password for the server, or null.</summary>
    public Secret? Text { get; init; }

    /// <summary>Whether there is one that may not go there, since only the project names the server.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Why the place was not looked at, or null.</summary>
    public IgnoredFile? Ignored { get; init; }
}
