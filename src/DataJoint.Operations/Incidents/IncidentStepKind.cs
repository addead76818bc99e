namespace DataJoint.Operations;

/// <summary>What is to be done about a leak, in the order that matters.</summary>
public enum IncidentStepKind
{
    /// <summary>The credentials are changed.</summary>
    Rotate,

    /// <summary>The former ones are tried, and refused.</summary>
    ProveRefused,

    /// <summary>They are taken out of the history.</summary>
    Purge,

    /// <summary>Files and history are scanned for them, and hold none.</summary>
    ProveGone,
}
