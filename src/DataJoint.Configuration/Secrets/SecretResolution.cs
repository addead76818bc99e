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

    private static bool IsOurs(Exception error, CancellationToken cancellationToken) =>
        error is SecretException || (error is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static Secret Check(ISecretResolver resolver, Secret? answer) => answer switch
    {
        null => throw new SecretException($"{Name(resolver)} knows no such secret"),
        { IsResolved: false } => throw new SecretException($"{Name(resolver)} leads to another reference, not to a text"),
        _ => answer,
    };

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
