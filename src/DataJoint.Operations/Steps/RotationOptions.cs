using DataJoint.Configuration;

namespace DataJoint.Operations;

/// <summary>How a credential is rotated.</summary>
public sealed class RotationOptions
{
    /// <summary>The fewest characters of a new password: 16, which is about 94 bits.</summary>
    public const int MinLength = 16;

    /// <summary>The most characters of a new password: 128, which every server takes.</summary>
    public const int MaxLength = 128;

    /// <summary>The time for which the former credential goes on working, where it can: 10 seconds.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(10);

    /// <summary>The characters of the new password; 32 by default, which is about 189 bits.</summary>
    public int Length { get; init; } = 32;

    /// <summary>
    /// For how long the former credential goes on working once the new one is written, where the server can keep both. Null means
    /// <see cref="DefaultGrace"/>, or what an interrupted rotation began with.
    /// </summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Whether two users take turns: the other one gets a new password and becomes the recorded one. False by default.</summary>
    public bool Alternates { get; init; }

    /// <summary>
    /// The other of two users that take turns. Null by default: then one whose name ends with <c>_a</c> or <c>_b</c> takes turns with the one whose name ends
    /// with the other letter.
    /// </summary>
    public string? OtherUser { get; init; }

    /// <summary>The settings of an administrator, who changes the accounts; null means that the account changes itself, or the one it takes turns with.</summary>
    public ConfigurationSnapshot? Administrator { get; init; }

    /// <summary>The clock for the time that the former credential goes on working; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
