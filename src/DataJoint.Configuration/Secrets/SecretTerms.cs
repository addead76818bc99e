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

    /// <summary>Whether the text of one is no longer good.</summary>
    public bool HasEnded(DateTimeOffset now)
    {
        foreach (KeyValuePair<string, DateTimeOffset> term in _ends)
        {
            if (term.Value <= now)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The references whose text is no longer good. Each is told once: the next question begins another term.</summary>
    public IReadOnlyCollection<string> TakeEnded(DateTimeOffset now)
    {
        List<string> ended = [];
        foreach (KeyValuePair<string, DateTimeOffset> term in _ends)
        {
            if (term.Value <= now && ((ICollection<KeyValuePair<string, DateTimeOffset>>)_ends).Remove(term))
            {
                ended.Add(term.Key);
            }
        }

        return ended;
    }
}
