namespace DataJoint.Stores.S3.Tests;

/// <summary>What a proxy does to a request or its answer.</summary>
internal sealed record HttpFault
{
    public static HttpFault None { get; } = new();

    /// <summary>The connection ends before there is an answer.</summary>
    public static HttpFault Reset { get; } = new() { IsReset = true };

    /// <summary>One bit of what is sent is another.</summary>
    public static HttpFault SpoiltRequest { get; } = new() { SpoilsRequest = true };

    /// <summary>One bit of what comes is another.</summary>
    public static HttpFault SpoiltAnswer { get; } = new() { FlipsAnswer = true };

    /// <summary>The server does what it is asked to, but the connection ends before its answer comes.</summary>
    public static HttpFault LostResponse { get; } = new() { LosesAnswer = true };

    public bool IsReset { get; init; }

    public bool LosesAnswer { get; init; }

    public bool SpoilsRequest { get; init; }

    public bool FlipsAnswer { get; init; }

    /// <summary>Whether the server hears nothing of checksums, and tells none, as one that passes over headers which it does not know.</summary>
    public bool HidesChecksums { get; init; }

    /// <summary>The tag that the answer has in place of its own.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether a header is one of those.</summary>
    public bool Hides(string header) => HidesChecksums
        && (header.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase) || header.Equals("x-amz-sdk-checksum-algorithm", StringComparison.OrdinalIgnoreCase));

    /// <summary>So many bytes come, then the connection ends.</summary>
    public int? BreaksAfter { get; init; }

    /// <summary>The end is missing, and the length says so too.</summary>
    public int? CutTo { get; init; }

    /// <summary>The server is not asked at all.</summary>
    public int? Status { get; init; }

    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static HttpFault Answer(int status, string code, string message = "") => new()
    {
        Status = status,
        Body = $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>",
    };

    public byte[] Spoil(byte[] content)
    {
        byte[] spoilt = CutTo is { } length && length < content.Length ? content[..length] : content;
        if (FlipsAnswer && spoilt.Length > 0)
        {
            spoilt[spoilt.Length / 2] ^= 1;
        }

        return spoilt;
    }
}
