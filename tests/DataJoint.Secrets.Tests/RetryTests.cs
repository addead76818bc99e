using DataJoint.Configuration;

namespace DataJoint.Secrets.Tests;

public sealed class RetryTests
{
    private const string Reference = "ref+busy://it";

    [Fact]
    public async Task Whoever_asks_to_be_left_alone_for_long_is_not_called_again()
    {
        Busy busy = new(TimeSpan.FromHours(1));

        (await new ManagedSecrets(busy).ResolveAllAsync([Reference], TestContext.Current.CancellationToken))[0].Failure!.RetryAfter.ShouldBe(TimeSpan.FromHours(1));

        busy.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_short_wait_that_is_asked_for_is_kept()
    {
        Busy busy = new(TimeSpan.FromMilliseconds(50));
        long start = TimeProvider.System.GetTimestamp();

        await new ManagedSecrets(busy, new SecretLimits { RetryDelay = TimeSpan.Zero }).ResolveAllAsync([Reference], TestContext.Current.CancellationToken);

        busy.Calls.ShouldBe(3);
        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(90));
    }

    private sealed class Busy(TimeSpan retryAfter) : ISecretManager
    {
        private int _calls;

        public int Calls => _calls;

        public string Scheme => "busy";

        public int MaxDocuments => 1;

        public string? FindProblem(SecretReference reference) => null;

        public Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            throw SecretException.From(SecretRules.Unreachable, "too many requests", null, isTransient: true, retryAfter);
        }
    }
}
