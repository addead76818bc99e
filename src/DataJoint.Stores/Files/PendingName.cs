namespace DataJoint.Stores.Files;

/// <summary>The names of a file that is being written: the object's, its last segment, and the one that hides it for now.</summary>
internal sealed record PendingName(string Object, string Leaf, string Temporary, bool Overwrite);
