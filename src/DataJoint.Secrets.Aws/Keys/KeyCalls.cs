using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Keys;

/// <summary>Calls that make and end keys: each has a time limit, after which nobody knows what came of it.</summary>
internal static class KeyCalls
{
    /// <summary>How long one call may take.</summary>
    public static TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <param name="title">Who is asked, for the message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SecretException">There was no answer in time.</exception>
    public static async Task<T> RunAsync<T>(string title, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Timeout);
        try
        {
            return await call(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SecretException.From(
                SecretRules.Unreachable, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer of {title} within {Timeout.TotalSeconds:0.#} s"), hint: null, isTransient: true);
        }
    }
}
