namespace DataJoint.Connections.Drivers;

/// <summary>Which password an attempt began with.</summary>
/// <param name="Version">How often the settings have changed it.</param>
/// <param name="Resolutions">How often a reference to it has been resolved.</param>
internal readonly record struct PasswordState(int Version, int Resolutions);
