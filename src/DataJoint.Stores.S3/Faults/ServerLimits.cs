using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Faults;

/// <summary>What the server of a store cannot do, as far as it has said so. Remembered as long as the store is open, so that each thing is asked for in vain once.</summary>
internal sealed class ServerLimits
{
    private const string ChecksumVariable = "AWS_REQUEST_CHECKSUM_CALCULATION";

    private static readonly string[] ConditionWords = ["If-None-Match", "InvalidArgument", "NotImplemented", "header"];

    private readonly bool _isAskedFor;
    private volatile string? _noChecksums;
    private volatile string? _noWhole;
    private volatile bool _hasUnread;

    /// <param name="conditions">Whether writes that are to replace nothing ask the server to see to it.</param>
    /// <param name="hostEnvironment">The machine; as for Amazon's own programs, a variable of it may keep checksums out of requests that do not need them.</param>
    public ServerLimits(bool conditions, HostEnvironment hostEnvironment)
    {
        HasConditions = conditions;
        _isAskedFor = hostEnvironment.FindVariable(ChecksumVariable)?.Equals("when_required", StringComparison.OrdinalIgnoreCase) == true;
    }

    public bool HasConditions { get; }

    /// <summary>Whether something was written of which the server told nothing, and which might not be read back.</summary>
    public bool HasUnread
    {
        get => _hasUnread;
        set => _hasUnread = value;
    }

    /// <summary>What is done without, for people; <see langword="null"/>: nothing.</summary>
    public string? Describe() =>
        string.Join("; ", ((string?[])
        [
            _isAskedFor ? $"{ChecksumVariable} keeps CRC-32C out, so Content-MD5 goes along" : null,
            _noChecksums is null ? null : $"the server takes no CRC-32C, so Content-MD5 goes along ({_noChecksums})",
            _noWhole is null || _noChecksums is not null ? null : $"of objects in parts the server keeps the parts' checksums only ({_noWhole})",
            HasConditions ? null : "conditional_writes is false: of two that write one new name at once, the later one wins",
            _hasUnread ? "what was written is not compared: the server tells no checksum of it, and the credentials do not allow to read it back (s3:GetObject)" : null,
        ]).OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Makes a request; when the server refuses it for what is new in it, once more without checksums, and remembers when that helps.</summary>
    /// <param name="request">Makes the request, with checksums or without; else the digest that every server knows (Content-MD5) goes along.</param>
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
            _noChecksums = WordsOf(refusal);
            return result;
        }
    }

    /// <summary>Begins a write in parts with the best checksums that the server takes. One that knows none of the whole may well know those of parts.</summary>
    /// <param name="begin">Makes the request.</param>
    public async Task<T> AdaptUploadAsync<T>(Func<UploadChecksums, Task<T>> begin)
    {
        string? first = null;
        for (UploadChecksums kind = !TakesChecksums ? UploadChecksums.None : _noWhole is null ? UploadChecksums.Whole : UploadChecksums.Parts; ; kind--)
        {
            try
            {
                T result = await begin(kind).ConfigureAwait(false);
                _noWhole = kind == UploadChecksums.Parts ? first ?? _noWhole : _noWhole;
                _noChecksums = kind == UploadChecksums.None ? first ?? _noChecksums : _noChecksums;
                return result;
            }
            catch (StoreException refusal) when (kind != UploadChecksums.None && IsAboutRequest(refusal))
            {
                first ??= WordsOf(refusal);
            }
        }
    }

    /// <summary>Whether a refusal of a write on a condition may be about the condition.</summary>
    public static bool IsAboutCondition(StoreException refusal) =>
        refusal.InnerException is ServerRefusal told
        && (told.Status == 405 || (IsAboutRequest(refusal)
            && (told.Status == 501 || Array.Exists(ConditionWords, word => told.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))));

    /// <summary>Whether the server may have refused a request for a header that it does not know: not for what it is about, nor for who else is at it.</summary>
    private static bool IsAboutRequest(StoreException refusal) =>
        refusal.InnerException is ServerRefusal { Status: 400 or 501, Code: not (S3Faults.LostPart or S3Faults.NoRange) };

    private bool TakesChecksums => !_isAskedFor && _noChecksums is null;

    private static string WordsOf(StoreException refusal) => refusal.InnerException!.Message.TrimEnd('.');
}
