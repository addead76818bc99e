namespace DataJoint.Stores;

/// <summary>Why a store could not do what it was asked. Each has its diagnostic id.</summary>
public enum StoreErrorCode
{
    /// <summary>DJ2012: a credential from outside the project would go to an endpoint that only the project names, and that is refused.</summary>
    UntrustedDestination = 2012,

    /// <summary>DJ2013: a token of the platform's identity would go to an endpoint that only the project names.</summary>
    TokenToProjectHost = 2013,

    /// <summary>DJ2014: a credential document in the project's own file names a file or an address.</summary>
    ReferenceInProjectCredential = 2014,

    /// <summary>DJ4101: no object can have this name (see <see cref="ObjectName"/>).</summary>
    InvalidName = 4101,

    /// <summary>DJ4102: there is no object of this name.</summary>
    NotFound = 4102,

    /// <summary>DJ4103: there is an object of this name already, and it was not to be replaced.</summary>
    AlreadyExists = 4103,

    /// <summary>DJ4104: a link on the way to the object leads out of the store's location.</summary>
    OutsideLocation = 4104,

    /// <summary>DJ4105: the store refuses: permissions, credentials, or a read-only medium.</summary>
    AccessDenied = 4105,

    /// <summary>DJ4106: the store's location cannot hold objects, for instance because it is a file.</summary>
    InvalidLocation = 4106,

    /// <summary>DJ4107: the store is full, a quota is used up, or the object is larger than the store can hold.</summary>
    StoreFull = 4107,

    /// <summary>DJ4108: the store cannot be reached or stopped answering. Trying again may help.</summary>
    Unavailable = 4108,

    /// <summary>DJ4109: the name belongs to something that is not an object: a folder, a pipe, a device.</summary>
    NotAnObject = 4109,

    /// <summary>DJ4110: the store takes this name for that of another object which is spelled differently.</summary>
    CaseCollision = 4110,

    /// <summary>DJ4111: no adapter is registered for the store's protocol.</summary>
    UnknownProtocol = 4111,

    /// <summary>DJ4112: the store cannot do this at all.</summary>
    Unsupported = 4112,

    /// <summary>DJ4113: the object is another version by now than the one that was asked for.</summary>
    Changed = 4113,

    /// <summary>DJ4114: the bytes that arrived are not those that were sent: the checksums differ. Trying again may help.</summary>
    ChecksumMismatch = 4114,

    /// <summary>DJ4115: the name lies in a section that DataJoint manages, or outside the one for files.</summary>
    ManagedSection = 4115,

    /// <summary>DJ4116: the store's bucket or container does not exist.</summary>
    NoSuchBucket = 4116,

    /// <summary>DJ4117: the store does not know the key, or it (or the token) has expired or is disabled.</summary>
    CredentialsRefused = 4117,

    /// <summary>DJ4118: the store knows the key, but the request is not signed with its secret.</summary>
    SignatureMismatch = 4118,

    /// <summary>DJ4119: the bucket is in another region than the one that was addressed.</summary>
    WrongRegion = 4119,

    /// <summary>DJ4120: the endpoint does not speak TLS.</summary>
    TlsNotOffered = 4120,

    /// <summary>DJ4121: the endpoint speaks TLS only, and was addressed without.</summary>
    TlsDemanded = 4121,

    /// <summary>DJ4122: the endpoint's certificate is not trusted, has expired or is for another host.</summary>
    CertificateRejected = 4122,

    /// <summary>DJ4123: this machine's clock and the store's are too far apart for signed requests.</summary>
    ClockSkew = 4123,

    /// <summary>DJ4124: the store limits the rate of requests. Trying again later helps.</summary>
    Throttled = 4124,

    /// <summary>DJ4125: the configuration has no keys for the store, and the platform has no identity either.</summary>
    NoCredentials = 4125,

    /// <summary>DJ4126: the proxy cannot be reached or refuses.</summary>
    ProxyRefused = 4126,

    /// <summary>DJ4127: an attribute of the store has a value with which no client can be made.</summary>
    InvalidAttribute = 4127,

    /// <summary>DJ4128: what answers at the endpoint does not speak the store's protocol.</summary>
    UnexpectedAnswer = 4128,

    /// <summary>DJ4129: no host has the endpoint's name.</summary>
    UnknownHost = 4129,
}
