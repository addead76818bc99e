using DataJoint.Configuration;

namespace DataJoint.Identities.Google;

/// <summary>A credential that a configuration gives: a JSON document of Google's, or the path of one.</summary>
public sealed class GoogleCredential
{
    /// <summary>Describes a credential.</summary>
    /// <param name="text">The document, or a path.</param>
    /// <param name="origin">Where it comes from, for display: <c>stores.main.token (.secrets/stores.main.token)</c>.</param>
    public GoogleCredential(Secret text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(origin);
        Text = text;
        Origin = origin;
    }

    /// <summary>The document, or a path.</summary>
    public Secret Text { get; }

    /// <summary>Where it comes from, for display.</summary>
    public string Origin { get; }

    /// <summary>
    /// Whether the project's own file gives it, which may be a stranger's (default <see langword="false"/>): then it may name neither a file nor an
    /// address.
    /// </summary>
    public bool IsFromProject { get; init; }

    /// <summary>The folder from which a relative path counts; by default the current one.</summary>
    public string? Folder { get; init; }
}
