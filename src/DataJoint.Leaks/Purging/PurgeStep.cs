namespace DataJoint.Leaks.Purging;

/// <summary>The steps of a purge, in their order. Until <see cref="Refs"/> is done the repository is the old one.</summary>
internal enum PurgeStep
{
    Rewrite,
    Backup,
    Objects,
    Journal,
    Refs,
    Lists,
    Indexes,
    Leftovers,
    Repack,
    Finish,
    Proof,
}
