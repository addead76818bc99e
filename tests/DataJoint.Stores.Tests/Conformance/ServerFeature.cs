namespace DataJoint.Stores.Tests;

/// <summary>What a server must do for a store to keep its promises, and a test server may lack.</summary>
public enum ServerFeature
{
    /// <summary>Reads a part of an object that begins anywhere.</summary>
    Ranges,

    /// <summary>Copies within itself.</summary>
    Copies,

    /// <summary>Writes an object only if there is none.</summary>
    ConditionalWrites,

    /// <summary>Makes an object of parts.</summary>
    Parts,

    /// <summary>Lists writes in parts that were not finished.</summary>
    ListedUploads,

    /// <summary>Gives a reader one version while another is written.</summary>
    WholeVersions,
}
