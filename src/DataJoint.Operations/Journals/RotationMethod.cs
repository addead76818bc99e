namespace DataJoint.Operations.Journals;

/// <summary>How programs get over the change.</summary>
internal enum RotationMethod
{
    /// <summary>The account has two passwords for a while.</summary>
    TwoPasswords,

    /// <summary>Two users take turns.</summary>
    TwoUsers,

    /// <summary>Not at all: from one moment to the next only the new password counts.</summary>
    OnePassword,
}
