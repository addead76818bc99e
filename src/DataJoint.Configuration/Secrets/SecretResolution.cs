namespace DataJoint.Configuration.Secrets;

/// <summary>Asks resolvers, and turns whatever they throw into a failure that tells nothing of the secret.</summary>
internal static class SecretResolution
{
    public static async ValueTask<Secret> RunAsync(ISecretResolver resolver, string reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Check(resolver, await resolver.ResolveAsync(reference, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (!IsOurs(error, cancellationToken))
        {
            throw Describe(resolver, error);
        }
    }

    public static Secret Run(ISecretResolver resolver, string reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Check(resolver, resolver.Resolve(reference, cancellationToken));
        }
        catch (Exception error) when (!IsOurs(error, cancellationToken))
        {
            throw Describe(resolver, error);
        }
    }

    /// <summary>Asks for several texts: those of one resolver together, different ones at the same time.</summary>
    /// <returns>An answer for each, in the same order: one that cannot be had does not keep the others.</returns>
    public static async Task<IReadOnlyList<SecretAnswer>> RunAllAsync(IReadOnlyList<Secret> secrets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answers = new SecretAnswer[secrets.Count];
        IEnumerable<Task> running = Group(secrets, answers)
            .Select(group => RunGroupAsync(group.Key, group.Value, secrets, answers, cancellationToken)).ToList();
        await Task.WhenAll(running).ConfigureAwait(false);
        NoteTerms(secrets, answers);
        return answers;
    }

    /// <summary>The same on the caller's thread; resolvers that answer many questions at once do so on a thread of their own.</summary>
    public static IReadOnlyList<SecretAnswer> RunAll(IReadOnlyList<Secret> secrets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answers = new SecretAnswer[secrets.Count];
        foreach (KeyValuePair<ISecretResolver, List<int>> group in Group(secrets, answers))
        {
            if (group.Key is IBatchSecretResolver)
            {
                Task RunApart() => RunGroupAsync(group.Key, group.Value, secrets, answers, cancellationToken);
                Task.Factory.StartNew(RunApart, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().GetAwaiter().GetResult();
                continue;
            }

            foreach (int i in group.Value)
            {
                try
                {
                    answers[i] = new SecretAnswer(Run(group.Key, secrets[i].Question!.Value.Reference, cancellationToken));
                }
                catch (SecretException failed)
                {
                    answers[i] = new SecretAnswer(failed);
                }
            }
        }

        NoteTerms(secrets, answers);
        return answers;
    }

    private static void NoteTerms(IReadOnlyList<Secret> secrets, SecretAnswer[] answers)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            if (secrets[i].Question?.Resolver is BoundReference bound && answers[i].Secret is Secret found)
            {
                bound.Note(found);
            }
        }
    }

    /// <summary>Which secrets each resolver is asked for. Those that nobody may be asked for have their answer at once.</summary>
    private static Dictionary<ISecretResolver, List<int>> Group(IReadOnlyList<Secret> secrets, SecretAnswer[] answers)
    {
        Dictionary<ISecretResolver, List<int>> groups = [];
        for (int i = 0; i < secrets.Count; i++)
        {
            ISecretResolver? asked = secrets[i].Question?.Resolver;
            try
            {
                ISecretResolver? resolver = asked is BoundReference bound ? bound.Open() : asked;
                if (resolver is null)
                {
                    answers[i] = new SecretAnswer(secrets[i]);
                }
                else
                {
                    (groups.TryGetValue(resolver, out List<int>? known) ? known : groups[resolver] = []).Add(i);
                }
            }
            catch (SecretException failed)
            {
                answers[i] = new SecretAnswer(failed);
            }
        }

        return groups;
    }

    private static Task RunGroupAsync(ISecretResolver resolver, List<int> indices, IReadOnlyList<Secret> secrets, SecretAnswer[] answers, CancellationToken cancellationToken) =>
        resolver is IBatchSecretResolver batch
            ? RunBatchAsync(batch, indices, secrets, answers, cancellationToken)
            : Task.WhenAll(indices.Select(i => RunOneAsync(resolver, secrets[i], answers, i, cancellationToken)));

    private static async Task RunOneAsync(ISecretResolver resolver, Secret secret, SecretAnswer[] answers, int index, CancellationToken cancellationToken)
    {
        try
        {
            answers[index] = new SecretAnswer(await RunAsync(resolver, secret.Question!.Value.Reference, cancellationToken).ConfigureAwait(false));
        }
        catch (SecretException failed)
        {
            answers[index] = new SecretAnswer(failed);
        }
    }

    private static async Task RunBatchAsync(
        IBatchSecretResolver resolver, List<int> indices, IReadOnlyList<Secret> secrets, SecretAnswer[] answers, CancellationToken cancellationToken)
    {
        string[] references = [.. indices.Select(i => secrets[i].Question!.Value.Reference).Distinct()];
        IReadOnlyList<SecretAnswer>? found = null;
        SecretException? failure = null;
        try
        {
            found = await resolver.ResolveAllAsync(references, cancellationToken).ConfigureAwait(false);
            failure = found is null || found.Count != references.Length ? new SecretException($"{Name(resolver)} did not answer every question") : null;
        }
        catch (Exception error) when (!IsOurs(error, cancellationToken))
        {
            failure = Describe(resolver, error);
        }
        catch (SecretException failed)
        {
            failure = failed;
        }

        foreach (int i in indices)
        {
            answers[i] = failure is not null ? new SecretAnswer(failure) : Check(resolver, found![Array.IndexOf(references, secrets[i].Question!.Value.Reference)]);
        }
    }

    private static SecretAnswer Check(IBatchSecretResolver resolver, SecretAnswer? answer) =>
        answer is { Failure: not null } ? answer
        : answer?.Secret is { IsResolved: true } ? answer
        : new SecretAnswer(new SecretException($"{Name(resolver)} {(answer is null ? "knows no such secret" : "leads to another reference, not to a text")}"));

    private static bool IsOurs(Exception error, CancellationToken cancellationToken) =>
        error is SecretException || (error is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static Secret Check(ISecretResolver resolver, Secret? answer) => answer switch
    {
        null => throw new SecretException($"{Name(resolver)} knows no such secret"),
        { IsResolved: false } => throw new SecretException($"{Name(resolver)} leads to another reference, not to a text"),
        _ => Note(resolver, answer),
    };

    private static Secret Note(ISecretResolver resolver, Secret answer)
    {
        (resolver as BoundReference)?.Note(answer);
        return answer;
    }

    /// <summary>The message of the cause may hold anything, the secret too, and so may the cause itself.</summary>
    private static SecretException Describe(ISecretResolver resolver, Exception error) => new(
        $"{Name(resolver)} failed with {error.GetType().Name}", isTransient: error is IOException or TimeoutException or OperationCanceledException);

    /// <summary>Resolvers are other people's code: even its name may fail, with a message that holds anything.</summary>
    private static string Name(ISecretResolver resolver)
    {
        try
        {
            return resolver.Scheme is { Length: > 0 } scheme ? $"the resolver of {Display.Sanitize(scheme)} references" : Nameless(resolver);
        }
        catch (Exception)
        {
            return Nameless(resolver);
        }
    }

    private static string Nameless(ISecretResolver resolver) => $"the resolver {Display.Sanitize(resolver.GetType().Name)}";
}
