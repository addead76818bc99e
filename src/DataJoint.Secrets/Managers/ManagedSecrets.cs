using DataJoint.Configuration;
using DataJoint.Secrets.Managers;

namespace DataJoint.Secrets;

/// <summary>
/// Resolves references through a secret manager: each document is asked for once, in as few calls as the manager allows, several at the same time, each
/// with a time limit; what fails for a reason that may pass is tried again.
/// </summary>
public sealed class ManagedSecrets : IBatchSecretResolver
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
            answers[i] = problem is null ? null : new SecretAnswer(new SecretException($"the reference {Display.Sanitize(references[i], 200)} {problem}", "Correct the reference."));
        }

        SecretReference[] documents = [.. parsed.Where((reference, i) => answers[i] is null).DistinctBy(reference => reference!.Document)!];
        SecretAnswer[] read = await ReadAsync(documents, cancellationToken).ConfigureAwait(false);
        var byDocument = documents.Zip(read).ToDictionary(pair => pair.First.Document, pair => pair.Second, StringComparer.Ordinal);
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] ??= Take(byDocument[parsed[i]!.Document], parsed[i]!);
        }

        return answers!;
    }

    private static SecretAnswer Take(SecretAnswer document, SecretReference reference)
    {
        try
        {
            return document.Failure is not null ? document : new SecretAnswer(SecretField.Take(document.Get(), reference), document.Identity);
        }
        catch (SecretException failed)
        {
            return new SecretAnswer(failed);
        }
    }

    private async Task<SecretAnswer[]> ReadAsync(SecretReference[] documents, CancellationToken cancellationToken)
    {
        SecretReference[][] chunks = [.. documents.Chunk(Math.Max(1, _manager.MaxDocuments))];
        var answers = new IReadOnlyList<SecretAnswer>[chunks.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = _limits.MaxCalls, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, chunks.Length, options, async (i, token) => answers[i] = await CallAsync(chunks[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. answers.SelectMany(several => several)];
    }

    /// <summary>One call, made again while it fails for a reason that may pass.</summary>
    private async Task<IReadOnlyList<SecretAnswer>> CallAsync(SecretReference[] documents, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            IReadOnlyList<SecretAnswer> answers = await TryAsync(documents, cancellationToken).ConfigureAwait(false);
            if (attempt >= _limits.MaxAttempts || !answers.Any(answer => answer.Failure is { IsTransient: true }))
            {
                return answers;
            }

            // A random part of a growing time: programs that failed together do not come back together.
            double longest = _limits.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1);
            TimeSpan asked = answers.Max(answer => answer.Failure?.RetryAfter) ?? TimeSpan.Zero;
            if (asked > _limits.CallTimeout)
            {
                return answers;
            }

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
            failure = SecretException.From(
                SecretRules.Unreachable, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer within {_limits.CallTimeout.TotalSeconds:0.#} s"),
                hint: null, isTransient: true);
        }

        return [.. documents.Select(_ => new SecretAnswer(failure))];
    }
}
