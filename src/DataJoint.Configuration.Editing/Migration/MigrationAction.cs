namespace DataJoint.Configuration.Editing;

/// <summary>What a migration does with a value of the old file.</summary>
public enum MigrationAction
{
    /// <summary>It goes to the setting that it belongs to.</summary>
    Carry,

    /// <summary>It is not a setting of today, or does not fit its setting, and goes below <c>custom</c>.</summary>
    CarryAsCustom,

    /// <summary>The project has the same value already.</summary>
    Present,

    /// <summary>The project has another value, which stays; the old one stays in the old file.</summary>
    Conflict,

    /// <summary>It is null, which means that the setting is not set.</summary>
    Unset,

    /// <summary>The project has another value, which this one replaces.</summary>
    Replace,
}
