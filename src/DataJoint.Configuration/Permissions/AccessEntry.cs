namespace DataJoint.Configuration.Permissions;

/// <summary>A line of an access list.</summary>
/// <param name="User">The identifier of the user or group, such as <c>S-1-1-0</c>.</param>
/// <param name="Allows">Whether it gives the rights; otherwise it takes them.</param>
/// <param name="Rights">The rights, as Windows counts them.</param>
internal sealed record AccessEntry(string User, bool Allows, int Rights);
