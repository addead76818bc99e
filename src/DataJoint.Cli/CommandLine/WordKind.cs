namespace DataJoint.Cli.CommandLine;

/// <summary>What a word of the command line stands for, so that completions know what to offer.</summary>
internal enum WordKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>The key of a setting.</summary>
    Setting,

    /// <summary>The key of a setting that is not a credential.</summary>
    PlainSetting,

    /// <summary>The key of a setting that the project's file gives.</summary>
    ProjectSetting,

    /// <summary>The key of a setting that <c>.secrets/</c> gives.</summary>
    StoredSecret,

    /// <summary>A key, a group or a store.</summary>
    SettingPrefix,

    /// <summary>The value of the setting before it.</summary>
    SettingValue,

    /// <summary>KEY=VALUE.</summary>
    Assignment,

    /// <summary>The name of an environment.</summary>
    Environment,

    /// <summary>A form of the result; each command has its own.</summary>
    Format,

    /// <summary>A destination that the project names.</summary>
    Destination,

    /// <summary>A destination that was confirmed.</summary>
    TrustedDestination,

    /// <summary>An object or a folder in a store.</summary>
    Place,

    /// <summary>An object or a folder in a store, or a folder of this machine.</summary>
    PlaceOrFolder,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}
