namespace DataJoint.Stores;

/// <summary>Why a store could not do what it was asked. Each has its diagnostic id.</summary>
public enum StoreErrorCode
{
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

    /// <summary>DJ4109: the name belongs to something that is no object: a folder, a pipe, a device.</summary>
    NotAnObject = 4109,

    /// <summary>DJ4110: the store takes this name for that of another object which is spelled differently.</summary>
    NameTwin = 4110,

    /// <summary>DJ4111: no adapter is registered for the store's protocol.</summary>
    UnknownProtocol = 4111,

    /// <summary>DJ4112: the store cannot do this at all.</summary>
    Unsupported = 4112,
}
