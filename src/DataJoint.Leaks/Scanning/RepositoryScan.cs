using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans objects that git gives.</summary>
internal sealed class RepositoryScan(ContentScan scan)
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Scans one object.</summary>
    public void Scan(GitObject content, Stream stream, CancellationToken cancellationToken)
    {
        if (content.Type == "blob")
        {
            scan.Scan(stream, content.Path, cancellationToken);
        }
        else if (content.Type == "missing" && _missing.Add(content.Id))
        {
            scan.Skip("object " + content.Id, "missing or damaged", isAsked: true);
        }
    }
}
