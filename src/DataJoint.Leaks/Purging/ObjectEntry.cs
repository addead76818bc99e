namespace DataJoint.Leaks.Purging;

/// <summary>An object of a repository.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Size">How many bytes it has.</param>
internal readonly record struct ObjectEntry(ObjectId Id, ObjectKind Kind, long Size);
