namespace DataJoint.Connections.Drivers;

/// <summary>What this side can do itself about an opening that failed.</summary>
internal enum Remedy
{
    /// <summary>Nothing: report it.</summary>
    None,

    /// <summary>The server offers no TLS, which was preferred only: go on without.</summary>
    WithoutTls,

    /// <summary>User and password were refused: read the settings again, once.</summary>
    FreshCredentials,

    /// <summary>The pool was given up while this opening was under way: take the one that took its place.</summary>
    NewestSource,

    /// <summary>A pooled connection did not answer when it was to be handed out: close the idle ones, and open another.</summary>
    FreshPool,
}
