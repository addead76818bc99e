using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>Tells what a synchronisation does, as it does it, and counts.</summary>
internal sealed class SyncReport : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SyncAction, ObjectTotals> _totals = [];
    private readonly CommandContext _context;
    private readonly TransferProgress _progress;
    private readonly JsonDocumentStream? _document;
    private readonly bool _isDry;
    private long _omitted;

    public SyncReport(CommandContext context, SyncEndpoint from, SyncEndpoint to, bool isDry)
    {
        _context = context;
        _isDry = isDry;
        _progress = new TransferProgress(context, $"{from.Shown} → {to.Shown}", total: null);
        if (context.Format == OutputFormat.Json)
        {
            _document = new JsonDocumentStream(context.Output);
            _document.Json.WriteString("source", from.Shown);
            _document.Json.WriteString("destination", to.Shown);
            _document.Json.WriteBoolean("dryRun", isDry);
            _document.Json.WriteStartArray("actions");
        }
    }

    /// <summary>What the source holds in all, once that is known.</summary>
    public long Total
    {
        set => _progress.Total = value;
    }

    /// <summary>How many objects failed, what is not an object included.</summary>
    public long Failures => Of(SyncAction.Fail).Objects;

    /// <summary>Why nothing was deleted although it was asked for; null when nothing stood against it.</summary>
    public SyncBlocker? Hindrance { get; set; }

    public bool HasFailed => Failures + Of(SyncAction.Skip).Objects > 0 || Hindrance is not null;

    /// <summary>Whether the source held no object at all.</summary>
    public bool IsEmpty => Of(SyncAction.Keep).Objects + Of(SyncAction.Copy).Objects + Of(SyncAction.Skip).Objects + Of(SyncAction.Fail).Objects == _omitted;

    /// <summary>Follows one transfer among several.</summary>
    public IProgress<long> ProgressOf(long size) => new PartialProgress(_progress, size);

    public void Add(SyncAction action, string name, long size)
    {
        lock (_gate)
        {
            _totals[action] = Of(action).Plus(size);
            if (action is SyncAction.Copy or SyncAction.Delete)
            {
                Tell(NameOf(action), name, size, fault: null);
            }
        }

        if (action != SyncAction.Copy || _isDry)
        {
            _progress.Add(action == SyncAction.Delete ? 0 : size);
        }
    }

    public void AddFailure(string name, StoreException fault)
    {
        lock (_gate)
        {
            _totals[SyncAction.Fail] = Of(SyncAction.Fail).Plus(0);
            Tell("failed", name, 0, fault);
        }
    }

    /// <summary>Tells of what is there under a name that no object can have: it is a failure, but no object.</summary>
    public void AddOmission(string name, StoreException fault)
    {
        Interlocked.Increment(ref _omitted);
        AddFailure(name, fault);
    }

    /// <summary>Writes the sums. A fault that ended everything is part of the document.</summary>
    public void Finish(StoreException? fault)
    {
        _progress.Dispose();
        if (_document is not null)
        {
            FinishJson(_document, fault);
            return;
        }

        string copied = _isDry ? "to copy" : "copied";
        string deleted = _isDry ? "to delete" : "deleted";
        _context.Output.Write($"{copied}: {Of(SyncAction.Copy)}, the same: {Of(SyncAction.Keep)}"
            + (Of(SyncAction.Delete).Objects > 0 ? $", {deleted}: {Of(SyncAction.Delete)}" : "") + "\n");
        if (Of(SyncAction.Fail).Objects > 0)
        {
            long failed = Of(SyncAction.Fail).Objects;
            _context.Error.Write(string.Create(CultureInfo.InvariantCulture, $"failed: {failed} {(failed == 1 ? "object" : "objects")}\n"));
        }

        if (Of(SyncAction.Skip).Objects > 0)
        {
            _context.Error.Write($"skipped: {Of(SyncAction.Skip)} in sections that DataJoint manages itself; --managed copies them too\n");
        }

        if (Hindrance is not null)
        {
            _context.Error.Write($"nothing {(_isDry ? "would be" : "was")} deleted: {Hindrance.Reason}\n  help: {Hindrance.Hint}\n");
        }

        if (fault is not null)
        {
            StoreFault.Report(_context, fault);
        }
    }

    public void Dispose()
    {
        _progress.Dispose();
        _document?.Dispose();
    }

    private static string NameOf(SyncAction action) => action == SyncAction.Delete ? "delete" : "copy";

    private ObjectTotals Of(SyncAction action) => _totals.GetValueOrDefault(action, new ObjectTotals(0, 0));

    private void Tell(string action, string name, long size, StoreException? fault)
    {
        if (_document is null)
        {
            _progress.Interrupt(() => (fault is null ? _context.Output : _context.Error)
                .Write($"{action} {Display.Sanitize(name, 2048)}{(fault is null ? $" ({ByteText.Size(size)})" : $": {fault.DiagnosticId} {Display.Sanitize(fault.Reason, 400)}")}\n"));
            return;
        }

        _document.Json.WriteStartObject();
        _document.Json.WriteString("action", action);
        _document.Json.WriteString("name", name);
        _document.Json.WriteNumber("size", size);
        if (fault is not null)
        {
            StoreFault.WriteMember(_document.Json, fault);
        }

        _document.Json.WriteEndObject();
        _document.PassOn();
    }

    private void FinishJson(JsonDocumentStream document, StoreException? fault)
    {
        document.Json.WriteEndArray();
        (string Name, SyncAction Action)[] sums =
        [
            ("copied", SyncAction.Copy), ("same", SyncAction.Keep), ("deleted", SyncAction.Delete), ("leftOut", SyncAction.Skip), ("failed", SyncAction.Fail),
        ];
        foreach ((string name, SyncAction action) in sums)
        {
            document.Json.WriteStartObject(name);
            document.Json.WriteNumber("objects", Of(action).Objects);
            document.Json.WriteNumber("bytes", Of(action).Bytes);
            document.Json.WriteEndObject();
        }

        if (Hindrance is not null)
        {
            document.Json.WriteStartObject("notDeleted");
            document.Json.WriteString("reason", Hindrance.Reason);
            document.Json.WriteString("hint", Hindrance.Hint);
            document.Json.WriteEndObject();
        }

        if (fault is not null)
        {
            StoreFault.WriteMember(document.Json, fault);
        }
    }
}
