namespace DataJoint.Stores.Tests;

/// <summary>A server that lists what it was not asked for, or without end, is found out.</summary>
public sealed class ListingGuardTests
{
    [Theory]
    [InlineData("other/a")]
    [InlineData("sy")]
    [InlineData("SY/a")]
    [InlineData("")]
    [InlineData("/sy/a")]
    [InlineData("./sy/a")]
    [InlineData("sy%2Fa")]
    [InlineData("sy\\a")]
    public void A_key_outside_the_prefix_is_refused(string key)
    {
        StoreException fault = Should.Throw<StoreException>(() => new ListingGuard("main", "sy/").CheckKeys(["sy/a", key]));

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain($"listed \"{key}\", which does not begin with the requested prefix \"sy/\"");
    }

    [Theory]
    [InlineData("\uFEFFsy/a")]
    [InlineData("s\u00ADy/a")]
    [InlineData("sy\u200D/a")]
    public void A_key_that_only_looks_alike_is_refused(string key) =>
        Should.Throw<StoreException>(() => new ListingGuard("main", "sy/").CheckKeys([key])).Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);

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
        int pages = 0;

        StoreException fault = Should.Throw<StoreException>(() =>
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
        for (int page = 0; page < 10_000; page++)
        {
            guard.CheckKeys([$"key {page}"]);
            guard.CheckNextPage($"token {page}").ShouldBe($"token {page}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    public void Pages_that_go_round_in_a_circle_end_the_listing_whatever_their_tokens(int before, int circle)
    {
        var guard = new ListingGuard("main", "");

        StoreException fault = Should.Throw<StoreException>(() =>
        {
            for (int page = 0; page < 4 * (before + circle) + 4; page++)
            {
                int key = page < before ? page : before + ((page - before) % circle);
                guard.CheckKeys([$"{key}/a", $"{key}/b"]);
                guard.CheckNextPage($"token {page}");
            }
        });

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain("repeats a page of its listing");
    }

    [Fact]
    public void Empty_pages_without_end_are_refused_and_many_are_accepted()
    {
        var guard = new ListingGuard("main", "");
        Skip(10_000);
        guard.CheckKeys(["found after all"]);
        guard.CheckNextPage("next");
        Skip(10_000);

        StoreException fault = Should.Throw<StoreException>(() => Skip(1));

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain("10,001 pages in a row with nothing on them");

        void Skip(int pages)
        {
            for (int page = 0; page < pages; page++)
            {
                guard.CheckKeys([]);
                guard.CheckNextPage(Guid.NewGuid().ToString());
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void More_pages_without_a_token_are_refused(string? token) =>
        Should.Throw<StoreException>(() => new ListingGuard("main", "").CheckNextPage(token)).Reason.ShouldContain("gives no token");
}
