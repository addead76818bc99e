namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// How large the parts of a write are: at most 10,000 of them, and as few bytes in memory as that allows.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
/// </summary>
internal sealed class PartPlan
{
    public const int Smallest = 5 << 20;
    public const int MaxParts = 10_000;

    private const int Mebibyte = 1 << 20;
    private const int Step = 1_000;

    private readonly int? _size;

    private PartPlan(int? size) => _size = size;

    /// <summary>A plan for content of a length, or of an unknown one: then parts grow, up to 170 GiB in all.</summary>
    public static PartPlan For(long? length)
    {
        if (length is not { } bytes)
        {
            return new PartPlan(null);
        }

        // Some room for content that is longer than it says.
        long needed = (bytes / (MaxParts - Step)) + 1;
        return new PartPlan((int)Math.Clamp((needed + Mebibyte - 1) / Mebibyte * Mebibyte, Smallest, 1 << 30));
    }

    /// <summary>The size of a part.</summary>
    /// <param name="number">Its number, from 1.</param>
    public int SizeOf(int number) => _size ?? (number <= Step ? Smallest : number <= 2 * Step ? 2 * Smallest : 4 * Smallest);
}
