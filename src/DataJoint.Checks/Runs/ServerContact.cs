namespace DataJoint.Checks;

/// <summary>How far checks go with databases and stores.</summary>
public enum ServerContact
{
    /// <summary>Neither databases nor stores are contacted.</summary>
    None,

    /// <summary>Databases are asked questions that change nothing, and the objects of stores are listed.</summary>
    Read,

    /// <summary>As <see cref="Read"/>; besides, a small object is written into each store, read back, listed and deleted.</summary>
    Write,
}
