namespace DataJoint.Operations.Journals;

/// <summary>What an interrupted rotation has left.</summary>
internal interface IJournal
{
    /// <summary>The form of these files.</summary>
    const int CurrentVersion = 1;

    /// <summary>The form of this one.</summary>
    int Version { get; }
}
