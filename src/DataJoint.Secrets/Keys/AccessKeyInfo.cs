namespace DataJoint.Secrets;

/// <summary>A key as its service lists it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="IsActive">Whether it works.</param>
/// <param name="Created">When it was made; null where the service does not say.</param>
public sealed record AccessKeyInfo(string Id, bool IsActive, DateTimeOffset? Created);
