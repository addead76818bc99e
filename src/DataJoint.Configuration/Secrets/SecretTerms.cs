using System.Collections.Concurrent;

namespace DataJoint.Configuration.Secrets;

/// <summary>Until when the texts are good that the references of a configuration have led to. It outlasts reloads, as leases do, and holds no text.</summary>
internal sealed class SecretTerms
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    /// <summary>Notes what came of a question.</summary>
    public void Note(SecretReference reference, Secret found)
    {
        if (found.ValidUntil is DateTimeOffset end)
        {
            _ends[reference.Text] = end;
        }
        else
        {
            _ends.TryRemove(reference.Text, out _);
        }
    }

    /// <summary>The references whose text is no longer good, and since when.</summary>
    public IEnumerable<KeyValuePair<string, DateTimeOffset>> ListEnded(DateTimeOffset now) => _ends.Where(term => term.Value <= now);
}
