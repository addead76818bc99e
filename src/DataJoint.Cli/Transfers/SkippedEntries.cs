using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>What a listing left out: counted, the first ones kept.</summary>
internal sealed class SkippedEntries
{
    private const int MaxShown = 10;

    private readonly List<StoreException> _first = [];

    public long Count { get; private set; }

    public void Add(StoreException omitted)
    {
        Count++;
        if (_first.Count < MaxShown)
        {
            _first.Add(omitted);
        }
    }

    /// <summary>Tells of them on standard error, if there are any.</summary>
    public void Tell(CommandContext context, string consequence)
    {
        foreach (StoreException omitted in _first)
        {
            context.Error.Write($"skipped {Display.Sanitize(omitted.ObjectName ?? "", 2048)}: {omitted.DiagnosticId} {Display.Sanitize(omitted.Reason, 400)}\n");
        }

        if (Count > 0)
        {
            string names = Count == 1 ? "1 name that is not an object" : Count.ToString(CultureInfo.InvariantCulture) + " names that are not objects";
            context.Error.Write($"skipped: {names} or cannot be read; {consequence}\n");
        }
    }
}
