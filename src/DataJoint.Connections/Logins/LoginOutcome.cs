namespace DataJoint.Connections.Logins;

/// <summary>What became of a login.</summary>
internal enum LoginOutcome
{
    /// <summary>Nobody knows: it did not come as far as the password, or was given up.</summary>
    Unknown,

    /// <summary>The server has let the user in.</summary>
    Accepted,

    /// <summary>The server does not take this user with this password.</summary>
    Refused,
}
