using System.Globalization;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Transfers;

/// <summary>How many objects, and how large.</summary>
internal sealed record ObjectTotals(long Objects, long Bytes)
{
    public ObjectTotals Plus(long size) => new(Objects + 1, Bytes + size);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Objects} object{(Objects == 1 ? "" : "s")} ({ByteText.Size(Bytes)})");
}
