namespace DataJoint.Stores.Tests;

/// <summary>A server that lists what it was not asked for, or without end, is found out.</summary>
public sealed class ListingGuardTests
{
    [Theory]
    [InlineData("other/a")]
    [InlineData("sy")]
    [InlineData("SY/a")]
    [InlineData("")]
    public void A_key_outside_the_prefix_is_refused(string key)
    {
        var fault = Should.Throw<StoreException>(() => new ListingGuard("main", "sy/").CheckKeys(["sy/a", key]));

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain($"listed \"{key}\", which does not begin with the requested prefix \"sy/\"");
    }

    [Fact]
    public void Keys_below_the_prefix_are_accepted()
    {
        new ListingGuard("main", "sy/").CheckKeys(["sy/a", "sy/b/c", "sy/"]);
        new ListingGuard("main", "").CheckKeys(["anything", ""]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 7)]
    [InlineData(5, 1)]
    [InlineData(12, 5)]
    [InlineData(1000, 333)]
    public void Page_tokens_that_go_round_in_a_circle_end_the_listing(int before, int circle)
    {
        var guard = new ListingGuard("main", "");
        var pages = 0;

        var fault = Should.Throw<StoreException>(() =>
        {
            for (; pages < 4 * (before + circle) + 4; pages++)
            {
                guard.CheckNextPage(pages < before ? $"token {pages}" : $"token {before + ((pages - before) % circle)}");
            }
        });

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain("repeats a page token");
        pages.ShouldBeGreaterThanOrEqualTo(before + circle);
    }

    [Fact]
    public void Any_number_of_different_tokens_is_accepted()
    {
        var guard = new ListingGuard("main", "");
        for (var page = 0; page < 10_000; page++)
        {
            guard.CheckNextPage($"token {page}").ShouldBe($"token {page}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void More_pages_without_a_token_are_refused(string? token) =>
        Should.Throw<StoreException>(() => new ListingGuard("main", "").CheckNextPage(token)).Reason.ShouldContain("gives no token");
}
