namespace DataJoint.Configuration;

/// <summary>The kind of value that a setting or store attribute takes.</summary>
public enum SettingType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A host name or address, with an optional port.</summary>
    Host,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false: <c>true false 1 0 yes no on off</c>, without case.</summary>
    Boolean,

    /// <summary>One of a list of words, without case.</summary>
    Enumeration,

    /// <summary>A path of a file or directory. <c>~</c> is not expanded.</summary>
    Path,

    /// <summary>The name of a store.</summary>
    StoreName,

    /// <summary>A list of whole numbers, in JSON an array.</summary>
    IntegerList,

    /// <summary>Whatever JSON value a plug-in protocol defines.</summary>
    Any,
}
