namespace DataJoint.Configuration.Editing;

/// <summary>How <c>import datajoint</c> ends in Python.</summary>
public enum PythonOutcome
{
    /// <summary>It loads and says nothing.</summary>
    Loads,

    /// <summary>It loads, with a warning: there is no datajoint.json, or it is not read to its end, or not at all.</summary>
    LoadsWithWarning,

    /// <summary>It raises an exception.</summary>
    ImportFails,
}
