namespace DataJoint.Connections.Drivers;

/// <summary>Which password an attempt began with.</summary>
/// <param name="Version">How often the settings have changed it.</param>
/// <param name="IsAsWritten">Whether it is sent as it is written.</param>
internal readonly record struct PasswordState(int Version, bool IsAsWritten);
