using System.Diagnostics;
using System.Security.Cryptography;
using DataJoint.Stores.Probes;

namespace DataJoint.Stores;

/// <summary>
/// Finds out whether a store really works: writes a small object under <c>.datajoint-probe/</c>, reads it back, compares, lists and
/// deletes it.
/// </summary>
public sealed class StoreProbe
{
    internal const string Folder = ".datajoint-probe";

    private const int ContentBytes = 1024;

    // Cleaning up goes on after the caller has given up, but not for ever.
    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(10);

    private readonly IObjectStore _store;
    private readonly string _name = $"{Folder}/{Guid.NewGuid():n}";
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(ContentBytes);
    private readonly List<ProbeStep> _steps = [];
    private byte[] _readBack = [];
    private bool _mayBeLeft;

    private StoreProbe(IObjectStore store) => _store = store;

    /// <summary>Probes a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="readOnly">Only lists; the steps that write are skipped.</param>
    /// <param name="cancellationToken">Ends the probe; what it wrote is still removed.</param>
    /// <returns>What each step found. A fault of the store is a failed step, never an exception.</returns>
    /// <exception cref="OperationCanceledException">The probe was cancelled.</exception>
    public static async Task<ProbeResult> RunAsync(
        IObjectStore store, bool readOnly = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var probe = new StoreProbe(store);
        ProbeTraces? traces = store is FileObjectStore files ? new ProbeTraces(files) : null;
        try
        {
            await probe.RunStepsAsync(traces, readOnly, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await probe.CleanUpAsync().ConfigureAwait(false);
            if (!readOnly)
            {
                traces?.Remove();
            }
        }

        return new ProbeResult(store, probe._steps);
    }

    private async Task RunStepsAsync(ProbeTraces? traces, bool readOnly, CancellationToken cancellationToken)
    {
        const string onlyReads = "Not tried: the probe only reads.";
        const string earlier = "Not tried: an earlier step failed.";
        await StepAsync("reach", null, () => ReachAsync(traces, cancellationToken), cancellationToken).ConfigureAwait(false);
        string? skip = readOnly ? onlyReads : null;
        (string Name, Func<Task<string>> Action)[] roundTrip =
        [
            ("write", () => WriteAsync(cancellationToken)),
            ("read", () => ReadAsync(cancellationToken)),
            ("compare", Compare),
            ("list", () => ListAsync(cancellationToken)),
        ];
        foreach ((string name, Func<Task<string>> action) in roundTrip)
        {
            skip ??= _steps[^1].Status == ProbeStatus.Failed ? earlier : null;
            await StepAsync(name, skip, action, cancellationToken).ConfigureAwait(false);
        }

        // What was written is deleted even when it could not be read.
        bool wrote = _steps.Exists(step => step is { Name: "write", Status: ProbeStatus.Passed });
        skip = wrote ? null : skip ?? earlier;
        await StepAsync("delete", skip, () => DeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task StepAsync(string name, string? skip, Func<Task<string>> action, CancellationToken cancellationToken)
    {
        if (skip is not null)
        {
            _steps.Add(new ProbeStep(name, ProbeStatus.Skipped, skip));
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        try
        {
            string message = await action().ConfigureAwait(false);
            _steps.Add(new ProbeStep(name, ProbeStatus.Passed, message) { Duration = Stopwatch.GetElapsedTime(started) });
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _steps.Add(Fail(name, exception, Stopwatch.GetElapsedTime(started)));
        }
    }

    // What somebody else's adapter throws may hold anything, so only its kind is shown.
    private static ProbeStep Fail(string name, Exception exception, TimeSpan duration)
    {
        var known = exception as StoreException;
        string message = known?.Message ?? (exception as ProbeFinding)?.Message ?? $"The store failed with {exception.GetType().Name}.";
        return new ProbeStep(name, ProbeStatus.Failed, message)
        {
            Hint = (exception as ProbeFinding)?.Hint ?? ProbeHints.For(known?.Code),
            Duration = duration,
            Error = known,
        };
    }

    private async Task<string> ReachAsync(ProbeTraces? traces, CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo _ in _store.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            return "The store answers and holds objects.";
        }

        return traces is { LocationIsMissing: true }
            ? "The location does not exist yet; the first write makes it. If a share should be mounted there, it is not."
            : "The store answers and is empty.";
    }

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        _mayBeLeft = true;
        await _store.WriteAllBytesAsync(_name, _content, new WriteOptions { Overwrite = false }, cancellationToken).ConfigureAwait(false);
        return FormattableString.Invariant($"Wrote {ContentBytes} bytes as {_name}.");
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        _readBack = await _store.ReadAllBytesAsync(_name, cancellationToken).ConfigureAwait(false);
        return FormattableString.Invariant($"Read {_readBack.Length} bytes back.");
    }

    private Task<string> Compare() => _content.AsSpan().SequenceEqual(_readBack)
        ? Task.FromResult("What was read is what was written.")
        : throw new ProbeFinding(
            FormattableString.Invariant($"What was read ({_readBack.Length} bytes) is not what was written ({ContentBytes} bytes)."),
            "Do not keep data there: something between here and the store changes it.");

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo found in _store.ListAsync(_name, cancellationToken).ConfigureAwait(false))
        {
            if (found.Name == _name && found.Size == ContentBytes)
            {
                return "The listing shows the object with its size.";
            }
        }

        throw new ProbeFinding("The listing does not show the object that was written.", "The store lists late, or another place.");
    }

    private async Task<string> DeleteAsync(CancellationToken cancellationToken)
    {
        await _store.DeleteAsync(_name, cancellationToken).ConfigureAwait(false);
        if (await _store.ExistsAsync(_name, cancellationToken).ConfigureAwait(false))
        {
            throw new ProbeFinding($"{_name} is still there after its deletion.", "Remove it by hand.");
        }

        _mayBeLeft = false;
        return "Deleted the object.";
    }

    private async Task CleanUpAsync()
    {
        if (!_mayBeLeft)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(CleanUpTimeout);
        try
        {
            await _store.DeleteAsync(_name, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The store failed before, and the steps say so; there is nothing to add.
        }
    }
}
