using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>The <c>jobs.*</c> settings of a snapshot.</summary>
public sealed class JobsSettings
{
    internal JobsSettings(ResolvedValues values)
    {
        AutoRefresh = values.Boolean(SettingCatalogue.AutoRefresh);
        KeepCompleted = values.Boolean(SettingCatalogue.KeepCompleted);
        StaleTimeout = TimeSpan.FromSeconds(values.Integer(SettingCatalogue.StaleTimeout));
        DefaultPriority = values.Integer(SettingCatalogue.DefaultPriority);
        VersionMethod = values.Text(SettingCatalogue.VersionMethod);
        AllowNewPrimaryKeyFieldsInComputedTables = values.Boolean(SettingCatalogue.AllowNewPrimaryKeyFields);
        AddJobMetadata = values.Boolean(SettingCatalogue.AddJobMetadata);
    }

    /// <summary><c>jobs.auto_refresh</c>.</summary>
    public bool AutoRefresh { get; }

    /// <summary><c>jobs.keep_completed</c>.</summary>
    public bool KeepCompleted { get; }

    /// <summary><c>jobs.stale_timeout</c>.</summary>
    public TimeSpan StaleTimeout { get; }

    /// <summary><c>jobs.default_priority</c>, 0–255; lower is more urgent.</summary>
    public int DefaultPriority { get; }

    /// <summary><c>jobs.version_method</c>: <c>git</c>, <c>none</c>, or null.</summary>
    public string? VersionMethod { get; }

    /// <summary><c>jobs.allow_new_pk_fields_in_computed_tables</c>.</summary>
    public bool AllowNewPrimaryKeyFieldsInComputedTables { get; }

    /// <summary><c>jobs.add_job_metadata</c>.</summary>
    public bool AddJobMetadata { get; }
}
