using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <summary>
/// Checks what a server answers while it lists, so that nobody reads, copies or deletes what was not asked for, and no listing goes on for ever.
/// One instance serves one listing; adapters for other protocols use it as the built-in ones do.
/// </summary>
/// <remarks>Not safe to use from several threads at once.</remarks>
public sealed class ListingGuard
{
    // Servers skip what was deleted, and may come back without having found anything: a page for each thousand, at Amazon.
    private const int MaxEmptyPages = 10_000;

    private readonly string _storeName;
    private readonly string _prefix;
    private string? _earlierToken;
    private Page _earlierPage;
    private Page _page;
    private int _emptyPages;
    private long _pages;
    private long _pagesUntilRemembered = 1;

    /// <summary>Begins a listing.</summary>
    /// <param name="storeName">The store's name in the configuration.</param>
    /// <param name="prefix">The prefix that the server is asked for, the store's location included; empty for everything.</param>
    public ListingGuard(string storeName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(storeName);
        ArgumentNullException.ThrowIfNull(prefix);
        _storeName = storeName;
        _prefix = prefix;
    }

    /// <summary>Checks all keys and folders of a page against the prefix. Call it before any of them is used.</summary>
    /// <param name="keys">The keys as the server gave them, decoded.</param>
    /// <exception cref="StoreException">
    /// One does not begin with the prefix (<see cref="StoreErrorCode.UnexpectedAnswer"/>).
    /// </exception>
    public void CheckKeys(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (string key in keys)
        {
            if (!key.StartsWith(_prefix, StringComparison.Ordinal))
            {
                throw CreateException(
                    $"the server listed {Display.Quote(key)}, which does not begin with the requested prefix {Display.Quote(_prefix)}; that page of the listing was not used.");
            }

            _page = new Page(_page.Keys + 1, _page.Keys == 0 ? key : _page.First, key);
        }
    }

    /// <summary>Checks the token with which the next page is to be asked for.</summary>
    /// <param name="token">The token from the page that was just read, which says that there are more pages.</param>
    /// <returns>The token.</returns>
    /// <exception cref="StoreException">
    /// There is no token, an earlier page had the same one or the same keys, or nothing but empty pages comes
    /// (<see cref="StoreErrorCode.UnexpectedAnswer"/>).
    /// </exception>
    public string CheckNextPage(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw CreateException("the server says that its listing has more pages, but gives no token to ask for the next one.");
        }

        if (token == _earlierToken)
        {
            throw CreateException("the server repeats a page token in its listing, which would never end.");
        }

        CheckPage();

        // Brent's cycle detection: whatever the length of the cycle, one page in memory finds it.
        if (++_pages == _pagesUntilRemembered)
        {
            (_earlierToken, _earlierPage) = (token, _page);
            _pagesUntilRemembered *= 2;
        }

        _page = default;
        return token!;
    }

    /// <summary>Tokens that are always new, with pages that are not.</summary>
    private void CheckPage()
    {
        if (_page.Keys > 0 && _page == _earlierPage)
        {
            throw CreateException("the server repeats a page of its listing, which would never end.");
        }

        _emptyPages = _page.Keys > 0 ? 0 : _emptyPages + 1;
        if (_emptyPages > MaxEmptyPages)
        {
            throw CreateException(FormattableString.Invariant($"the server gave {_emptyPages:N0} pages in a row with nothing on them, and says that there are more."));
        }
    }

    private StoreException CreateException(string reason) => new(StoreErrorCode.UnexpectedAnswer, _storeName, null, reason)
    {
        Hint = "Check that the endpoint is the server that you mean, and that no proxy changes its answers.",
    };

    private readonly record struct Page(int Keys, string First, string Last);
}
