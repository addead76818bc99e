namespace DataJoint.Servers;

/// <summary>A database server as its Debian package installed it.</summary>
internal sealed record DatabasePackage
{
    /// <summary>Product and version; initialised data directories are kept under this name.</summary>
    public required string Name { get; init; }

    /// <summary>The user that the package made.</summary>
    public required string User { get; init; }

    /// <summary>The directory below which servers of this package run.</summary>
    public required string Parent { get; init; }

    /// <summary>Makes a data directory.</summary>
    public required Func<string, CancellationToken, Task> Initialise { get; init; }

    /// <summary>The root in which the package is installed, or null.</summary>
    public string? Chroot { get; init; }
}
