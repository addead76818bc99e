namespace DataJoint.Servers;

/// <summary>A database server's official image.</summary>
internal sealed record DatabaseImage
{
    /// <summary>With its tag: <c>mysql:9</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the image's entry point starts: <c>mysqld</c>.</summary>
    public required string Program { get; init; }

    /// <summary>The user that the server runs as in the container.</summary>
    public required string User { get; init; }

    /// <summary>The port that the server listens on in the container.</summary>
    public required int Port { get; init; }

    /// <summary>What the image's entry point wants to know, as <c>NAME=value</c>. Test accounts only: everybody who may use Docker can read it.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Whether the server on this port answers already.</summary>
    public required Func<int, CancellationToken, Task<bool>> IsReady { get; init; }

    /// <summary>Why the server is not started without Docker, for the message when Docker is missing too.</summary>
    public required string Instead { get; init; }
}
