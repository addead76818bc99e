using System.Globalization;
using System.Text;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>
/// The ids of a blob's blocks. They tell place, length and checksum, so that a write that is resumed knows which of its blocks the store
/// still holds. All ids of one blob have the same length, as Azure wants it.
/// </summary>
internal sealed class BlockName
{
    /// <summary>The write that others resume; every other write has a number of its own, so that two never share a block.</summary>
    private const string Shared = "00000000";

    private readonly string _write;

    public BlockName(bool isResumable) => _write = isResumable ? Shared : Guid.NewGuid().ToString("n")[..Shared.Length];

    public string Of(int index, int length, Checksum checksum) => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"dj1-{_write}-{index:000000}-{length:0000000000}-{Convert.ToHexStringLower(checksum.Value.Span)}")));
}
