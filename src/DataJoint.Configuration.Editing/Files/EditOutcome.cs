namespace DataJoint.Configuration.Editing;

/// <summary>What an edit did to a file.</summary>
public enum EditOutcome
{
    /// <summary>The file was as wanted already.</summary>
    Kept,

    /// <summary>The file was changed.</summary>
    Changed,

    /// <summary>The file or directory was created.</summary>
    Created,

    /// <summary>The file was removed.</summary>
    Removed,
}
