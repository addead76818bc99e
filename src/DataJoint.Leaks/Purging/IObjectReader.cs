namespace DataJoint.Leaks.Purging;

/// <summary>Reads the objects of a repository as they are, without replacements.</summary>
internal interface IObjectReader
{
    /// <summary>Lists every object, whether anything reaches it or not.</summary>
    Task<List<ObjectEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads objects one after another, in the order of their ids.</summary>
    /// <param name="ids">The objects.</param>
    /// <param name="read">Takes each with its kind, size and content; <see cref="ObjectKind.None"/> for one that is missing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ReadAsync(IReadOnlyCollection<ObjectId> ids, Action<ObjectEntry, Stream> read, CancellationToken cancellationToken);
}
