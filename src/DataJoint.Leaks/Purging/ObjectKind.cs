namespace DataJoint.Leaks.Purging;

/// <summary>The kinds of objects, with the numbers that packs have for them.</summary>
internal enum ObjectKind
{
    None = 0,
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4,
}
