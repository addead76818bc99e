using DataJoint.Configuration;
using DataJoint.Stores.Abstractions;

namespace DataJoint.Stores;

/// <summary>A store could not do what it was asked. All stores throw this for every fault that is not the caller's bug.</summary>
public sealed class StoreException : Exception, IDataJointException
{
    /// <summary>Describes a fault.</summary>
    /// <param name="code">What kind of fault.</param>
    /// <param name="storeName">The store's name in the configuration.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/> when it is the store as a whole.</param>
    /// <param name="reason">What happened, without the names: they are put before it. Never a secret.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>. It must not carry a secret either.</param>
    public StoreException(
        StoreErrorCode code, string storeName, string? objectName, string reason, Exception? innerException = null)
        : base(Describe(storeName, objectName, reason), innerException)
    {
        Code = code;
        StoreName = storeName;
        ObjectName = objectName;
        Reason = reason;
        IsTransient = code is StoreErrorCode.Unavailable or StoreErrorCode.Throttled or StoreErrorCode.ChecksumMismatch;
    }

    /// <summary>What kind of fault.</summary>
    public StoreErrorCode Code { get; }

    /// <summary>What went wrong and how to fix it.</summary>
    public Diagnostic Diagnostic
    {
        get
        {
            DiagnosticRule rule = StoreRules.From(Code);
            return new Diagnostic(rule, Message, Hint ?? Listing ?? rule.Remedy, Origin);
        }
    }

    /// <summary>The store's name in the configuration.</summary>
    public string StoreName { get; }

    /// <summary>The object concerned, or <see langword="null"/> when it is the store as a whole.</summary>
    public string? ObjectName { get; }

    /// <summary>What happened, without the names of store and object.</summary>
    public string Reason { get; }

    /// <summary>
    /// Whether the same call may succeed later without anybody changing anything.
    /// Default: <see langword="true"/> for <see cref="StoreErrorCode.Unavailable"/>, <see cref="StoreErrorCode.Throttled"/> and
    /// <see cref="StoreErrorCode.ChecksumMismatch"/> only.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>What would fix it, a command where there is one; <see langword="null"/> when the diagnostic's own remedy is all there is to say.</summary>
    public string? Hint { get; init; }

    /// <summary>Where the setting stands that is wrong, or null.</summary>
    internal Origin? Origin { get; init; }

    private string? Listing => Code == StoreErrorCode.NotFound && ShellWord.From(StoreName + ":") is string store ? $"Run: djc store ls {store}" : null;

    // A refused name may hold line ends or terminal codes, which must not reach a log or a terminal as such.
    private static string Describe(string storeName, string? objectName, string reason) =>
        objectName is null
            ? $"Store '{storeName}': {reason}"
            : $"Store '{storeName}', object '{Display.Sanitize(objectName)}': {reason}";
}
