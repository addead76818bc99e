using System.Collections;

namespace DataJoint.Cli.Running;

/// <summary>Names that become more while other threads look at them.</summary>
internal sealed class GrowingNames : IReadOnlyCollection<string>
{
    private volatile HashSet<string> _names = []; // never changed, but replaced

    public int Count => _names.Count;

    /// <summary>Adds names. One thread at a time does so.</summary>
    public void Add(IEnumerable<string> names) => _names = [.. _names, .. names];

    public IEnumerator<string> GetEnumerator() => _names.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
