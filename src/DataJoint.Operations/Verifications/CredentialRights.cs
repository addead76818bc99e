namespace DataJoint.Operations;

/// <summary>What a credential may do, as far as questions tell that change nothing.</summary>
[Flags]
public enum CredentialRights
{
    /// <summary>Nothing but log in.</summary>
    None = 0,

    /// <summary>List the objects of a store.</summary>
    List = 1,

    /// <summary>Read data.</summary>
    Read = 2,

    /// <summary>Write or change data, or the structures that hold them.</summary>
    Write = 4,

    /// <summary>Administer the server: accounts, settings, or everything.</summary>
    Administer = 8,
}
