namespace DataJoint.Operations;

/// <summary>What a step of a rotation does.</summary>
public enum RotationStepKind
{
    /// <summary>An interrupted rotation is taken up.</summary>
    Resumed,

    /// <summary>An account at the server was changed.</summary>
    Changed,

    /// <summary>The new credential was tried, and works.</summary>
    Proven,

    /// <summary>The new credential was written where it is kept.</summary>
    Written,

    /// <summary>Both credentials work for a while.</summary>
    Waiting,

    /// <summary>The former credential was taken out of force.</summary>
    Retired,

    /// <summary>The former credential was tried, and is refused.</summary>
    Refused,

    /// <summary>A key was made.</summary>
    Created,

    /// <summary>A key was deleted.</summary>
    Deleted,
}
