using DataJoint.Configuration;
using DataJoint.Secrets;

namespace DataJoint.Operations;

/// <summary>How a store's key is rotated.</summary>
public sealed class StoreRotationOptions
{
    /// <summary>How long a service may take until all of it knows a new key, or that a former one ended: 2 minutes.</summary>
    public static readonly TimeSpan DefaultSettlingTime = TimeSpan.FromMinutes(2);

    /// <summary>Who makes and ends the keys; null when people do, and <see cref="AskNew"/> asks them.</summary>
    public IAccessKeyService? Service { get; init; }

    /// <summary>
    /// For how long the former key goes on working once the new one is written. Null means <see cref="RotationOptions.DefaultGrace"/>, or what an interrupted
    /// rotation began with; without a service no time.
    /// </summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>The id of a key that is deleted where the user has as many as it can have; null, the default, when none is.</summary>
    public string? ReplacedKey { get; init; }

    /// <summary>Without a service: gives the new values of some settings, which somebody has made at the server.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, Secret>>>? AskNew { get; init; }

    /// <summary>
    /// Without a service: told which key is to be ended now, it returns true when somebody says that it is done. Null, or false, ends the rotation there, and
    /// another run proves the end.
    /// </summary>
    public Func<string, CancellationToken, Task<bool>>? AskEnded { get; init; }

    /// <summary>How long to wait until a service knows a new key everywhere, or that a former one ended; <see cref="DefaultSettlingTime"/> by default.</summary>
    public TimeSpan SettlingTime { get; init; } = DefaultSettlingTime;

    /// <summary>The clock for all waiting; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
