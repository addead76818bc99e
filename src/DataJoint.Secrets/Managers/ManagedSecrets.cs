using DataJoint.Configuration;
using DataJoint.Secrets.Managers;

namespace DataJoint.Secrets;

/// <summary>
/// Resolves references through a secret manager: each document is asked for once, in as few calls as the manager allows, several at the same time, each
/// with a time limit; what fails for a reason that may pass is tried again.
/// </summary>
public sealed class ManagedSecrets : IBatchSecretResolver, ISecretWriter
{
    private readonly ISecretManager _manager;
    private readonly SecretLimits _limits;

    /// <summary>Prepares; nothing is asked.</summary>
    /// <param name="manager">Who reads.</param>
    /// <param name="limits">How long and how often; null for the defaults.</param>
    public ManagedSecrets(ISecretManager manager, SecretLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(manager);
        _manager = manager;
        _limits = limits ?? new SecretLimits();
    }

    /// <inheritdoc/>
    public string Scheme => _manager.Scheme;

    /// <inheritdoc/>
    public async ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        (await ResolveAllAsync([reference], cancellationToken).ConfigureAwait(false))[0].Get();

    /// <inheritdoc/>
    public Secret Resolve(string reference, CancellationToken cancellationToken) =>
        Task.Run(() => ResolveAllAsync([reference], cancellationToken), cancellationToken).GetAwaiter().GetResult()[0].Get();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SecretAnswer>> ResolveAllAsync(IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(references);
        var answers = new SecretAnswer?[references.Count];
        var parsed = new SecretReference?[references.Count];
        for (int i = 0; i < references.Count; i++)
        {
            string? problem = SecretReference.TryParse(references[i], out parsed[i], out string? malformed) ? _manager.FindProblem(parsed[i]!) : malformed;
            answers[i] = problem is null ? null : new SecretAnswer(
                SecretException.From(SecretRules.Malformed, $"the reference {Display.Sanitize(references[i], 200)} {problem}", "Correct the reference.", isTransient: false));
        }

        SecretReference[] documents = [.. parsed.Where((reference, i) => answers[i] is null).DistinctBy(reference => reference!.Document)!];
        Dictionary<string, SecretAnswer> byDocument = await ReadAsync(documents, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] ??= Take(byDocument[parsed[i]!.Document], parsed[i]!);
        }

        return answers!;
    }

    /// <inheritdoc/>
    public string? FindWriteProblem(IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (_manager is not IWritableSecretManager writable)
        {
            return $"are kept where this program only reads (ref+{Scheme})";
        }

        List<SecretReference> parsed = [];
        foreach (string text in references)
        {
            string? problem = SecretReference.TryParse(text, out SecretReference? reference, out string? malformed)
                ? _manager.FindProblem(reference) ?? writable.FindWriteProblem(reference) : malformed;
            if (problem is not null)
            {
                return $"cannot be written: {Display.Sanitize(text, 200)} {problem}";
            }

            parsed.Add(reference!);
        }

        return parsed.DistinctBy(reference => reference.Document).Count() > 1 ? "are kept in several documents, which cannot be written at once"
            : parsed.Count > 1 && parsed.Exists(reference => reference.Field.Length == 0) ? "are the same document"
            : null;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<KeyValuePair<string, Secret>> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (FindWriteProblem([.. texts.Select(text => text.Key)]) is string problem)
        {
            throw new SecretException("the secrets " + problem);
        }

        (SecretReference Reference, Secret Text)[] parsed = [.. texts.Select(text => (Parse(text.Key), text.Value))];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(_limits.CallTimeout);
        try
        {
            await ((IWritableSecretManager)_manager).WriteAsync(parsed[0].Reference, document => parsed.Aggregate(document, SecretField.Put), end.Token)
                .WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered(parsed[0].Reference);
        }
        catch (Exception error) when (error is not (OperationCanceledException or SecretException))
        {
            throw new SecretException($"the manager of {Scheme} secrets failed with {error.GetType().Name}", isTransient: error is IOException or TimeoutException);
        }
    }

    private static SecretReference Parse(string text) =>
        SecretReference.TryParse(text, out SecretReference? reference, out string? problem) ? reference : throw new SecretException($"the reference {problem}");

    private SecretException Unanswered(SecretReference document) => SecretException.From(
        SecretRules.Unreachable,
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"no answer from {DescribeServer(document) ?? $"the manager of {Scheme} secrets"} within {_limits.CallTimeout.TotalSeconds:0.#} s"),
        "Check its address, and that nothing on the way holds the connection without answering.", isTransient: true);

    /// <summary>Managers are other people's code, and some look at the environment for it: one that cannot say it is not named.</summary>
    private string? DescribeServer(SecretReference document)
    {
        try
        {
            return _manager.DescribeServer(document) is string server ? Display.Sanitize(server, 200) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <exception cref="SecretException">The text is a reference, which would be sent as if it were the secret.</exception>
    private static Secret CheckText(Secret found) => SecretReference.IsReference(found.Reveal())
        ? throw SecretException.From(
            SecretRules.Unresolved, "it leads to another reference, not to a text", "Put the secret there, or refer to what that reference leads to.", isTransient: false)
        : found;

    private static SecretAnswer Take(SecretAnswer document, SecretReference reference)
    {
        try
        {
            return document.Failure is not null ? Name(document, reference) : new SecretAnswer(CheckText(SecretField.Take(document.Get(), reference)), document.Identity);
        }
        catch (SecretException failed)
        {
            return new SecretAnswer(failed);
        }
        catch (Exception error)
        {
            // A text that is JSON and yet none that .NET can hold. Its message may quote the text.
            string why = error is InvalidOperationException ? "it is not Unicode text: half of a pair such as \\ud83d stands alone" : error.GetType().Name;
            return new SecretAnswer(new SecretException($"the field of {Display.Sanitize(reference.Document)} cannot be read: {why}"));
        }
    }

    /// <summary>What is too large is known by its reference alone: it is not read, so nothing else is known of it.</summary>
    private static SecretAnswer Name(SecretAnswer failed, SecretReference reference) => failed.Failure!.Diagnostic is var found && found.Id != DiagnosticIds.SecretTooLarge ? failed
        : new SecretAnswer(SecretException.From(SecretRules.TooLarge, $"{Display.Sanitize(reference.Document, 200)}: {found.Message}", found.Hint, isTransient: false));

    private async Task<Dictionary<string, SecretAnswer>> ReadAsync(SecretReference[] documents, CancellationToken cancellationToken)
    {
        SecretReference[][] chunks = [.. documents.GroupBy(_manager.GroupOf, StringComparer.Ordinal).SelectMany(group => group.Chunk(Math.Max(1, _manager.MaxDocuments)))];
        var answers = new IReadOnlyList<SecretAnswer>[chunks.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = _limits.MaxCalls, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, chunks.Length, options, async (i, token) => answers[i] = await CallAsync(chunks[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return chunks.SelectMany(chunk => chunk).Zip(answers.SelectMany(several => several)).ToDictionary(pair => pair.First.Document, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>One call, made again for those documents that fail for a reason that may pass.</summary>
    private async Task<IReadOnlyList<SecretAnswer>> CallAsync(SecretReference[] documents, CancellationToken cancellationToken)
    {
        var answers = new SecretAnswer[documents.Length];
        List<int> open = [.. Enumerable.Range(0, documents.Length)];
        for (int attempt = 1; ; attempt++)
        {
            IReadOnlyList<SecretAnswer> found = await TryAsync([.. open.Select(i => documents[i])], cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < found.Count; i++)
            {
                answers[open[i]] = found[i];
            }

            open = [.. open.Where(i => answers[i].Failure is { IsTransient: true })];
            TimeSpan asked = open.Count == 0 ? TimeSpan.Zero : open.Max(i => answers[i].Failure!.RetryAfter) ?? TimeSpan.Zero;
            if (open.Count == 0 || attempt >= _limits.MaxAttempts || asked > _limits.CallTimeout)
            {
                return answers;
            }

            // A random part of a growing time: programs that failed together do not come back together.
            double longest = _limits.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1);
            await Task.Delay(asked + TimeSpan.FromMilliseconds(longest * Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<SecretAnswer>> TryAsync(SecretReference[] documents, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(_limits.CallTimeout);
        SecretException failure;
        try
        {
            IReadOnlyList<SecretAnswer> answers = await _manager.ReadAsync(documents, end.Token).WaitAsync(end.Token).ConfigureAwait(false);
            if (answers.Count == documents.Length)
            {
                return answers;
            }

            failure = new SecretException($"the manager of {Scheme} secrets answered {answers.Count} of {documents.Length} questions");
        }
        catch (SecretException failed)
        {
            failure = failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = Unanswered(documents[0]);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Managers are other people's code, too: one that fails keeps nobody else.
            failure = new SecretException($"the manager of {Scheme} secrets failed with {error.GetType().Name}", isTransient: error is IOException or TimeoutException);
        }

        return [.. documents.Select(_ => new SecretAnswer(failure))];
    }
}
