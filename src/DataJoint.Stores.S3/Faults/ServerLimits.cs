using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Faults;

/// <summary>What the server of a store cannot do, as far as it has said so. Remembered as long as the store is open, so that each thing is asked for in vain once.</summary>
internal sealed class ServerLimits
{
    private const string ChecksumVariable = "AWS_REQUEST_CHECKSUM_CALCULATION";

    private static readonly string[] ConditionWords = ["If-None-Match", "InvalidArgument", "NotImplemented", "header"];

    private readonly bool _isAskedFor;
    private volatile string? _refusal;

    /// <param name="conditions">Whether writes that are to replace nothing ask the server to see to it.</param>
    /// <param name="hostEnvironment">The machine; as for Amazon's own programs, a variable of it may keep checksums out of requests that do not need them.</param>
    public ServerLimits(bool conditions, HostEnvironment hostEnvironment)
    {
        HasConditions = conditions;
        _isAskedFor = hostEnvironment.FindVariable(ChecksumVariable)?.Equals("when_required", StringComparison.OrdinalIgnoreCase) == true;
    }

    public bool HasConditions { get; }

    /// <summary>Whether requests carry CRC-32C; else the digest that every server knows (Content-MD5) goes along.</summary>
    public bool TakesChecksums => !_isAskedFor && _refusal is null;

    /// <summary>What is done without, for people; <see langword="null"/>: nothing.</summary>
    public string? Describe() =>
        string.Join("; ", ((string?[])
        [
            _isAskedFor ? $"{ChecksumVariable} keeps CRC-32C out, so Content-MD5 goes along" : null,
            _refusal is null ? null : $"the server takes no CRC-32C, so Content-MD5 goes along ({_refusal})",
            HasConditions ? null : "conditional_writes is false: of two that write one new name at once, the later one wins",
        ]).OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Makes a request; when the server refuses it for what is new in it, once more without checksums, and remembers when that helps.</summary>
    /// <param name="request">Makes the request, with checksums or without.</param>
    public async Task<T> AdaptAsync<T>(Func<bool, Task<T>> request)
    {
        if (!TakesChecksums)
        {
            return await request(false).ConfigureAwait(false);
        }

        try
        {
            return await request(true).ConfigureAwait(false);
        }
        catch (StoreException refusal) when (IsAboutRequest(refusal))
        {
            T result = await request(false).ConfigureAwait(false);
            _refusal = refusal.Reason.TrimEnd('.');
            return result;
        }
    }

    /// <summary>Whether a refusal of a write on a condition may be about the condition.</summary>
    public static bool IsAboutCondition(StoreException refusal) =>
        refusal.Code == StoreErrorCode.Unsupported
        || (refusal.Code == StoreErrorCode.UnexpectedAnswer && Array.Exists(ConditionWords, word => refusal.Reason.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the server may have refused a request for a header that it does not know.</summary>
    public static bool IsAboutRequest(StoreException refusal) => refusal.Code is StoreErrorCode.Unsupported or StoreErrorCode.UnexpectedAnswer;
}
