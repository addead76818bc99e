namespace DataJoint.Configuration.Sources;

/// <summary>The directories that have files with settings.</summary>
internal enum SourcePlace
{
    /// <summary>The project's root.</summary>
    Project,

    /// <summary><c>.secrets/</c> in the project's root.</summary>
    ProjectSecrets,

    /// <summary>The directory that the platform mounts, or that DJ_SECRETS_DIR names.</summary>
    MountedSecrets,

    /// <summary>The directory of a service's credentials that systemd names in CREDENTIALS_DIRECTORY. What is in it may belong to others too.</summary>
    Credentials,
}
