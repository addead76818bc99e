namespace DataJoint.Stores.S3.Tests;

/// <summary>A server that lists what it was not asked for, or without end.</summary>
public sealed class RogueListingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<Contents><Key>lab/data/other/a</Key><Size>1</Size></Contents>")]
    [InlineData("<Contents><Key>lab/data/sy/good</Key><Size>1</Size></Contents><Contents><Key>elsewhere/a</Key><Size>1</Size></Contents>")]
    [InlineData("<CommonPrefixes><Prefix>lab/data/other/</Prefix></CommonPrefixes>")]
    [InlineData("<EncodingType>url</EncodingType><Contents><Key>lab%2Fdata%2Fother%2Fa</Key><Size>1</Size></Contents>")]
    public async Task What_lies_outside_the_requested_prefix_is_an_error(string listed)
    {
        await using HttpFaultProxy proxy = Listing("<IsTruncated>false</IsTruncated>" + listed);
        await using S3ObjectStore store = new S3Settings(("endpoint", proxy.Endpoint.GetLeftPart(UriPartial.Authority)), ("access_key", "AKIDFAKE"), ("secret_key", "fake")).Open();

        foreach (Func<Task> call in Calls(store))
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
            fault.Reason.ShouldContain("does not begin with the requested prefix \"lab/data/sy/\"");
        }
    }

    [Theory]
    [InlineData("<NextContinuationToken>again</NextContinuationToken>", "repeats a page token")]
    [InlineData("", "gives no token")]
    public async Task A_listing_that_would_never_end_is_an_error(string token, string reason)
    {
        await using HttpFaultProxy proxy = Listing("<IsTruncated>true</IsTruncated><Contents><Key>lab/data/sy/a</Key><Size>1</Size></Contents>" + token);
        await using S3ObjectStore store = new S3Settings(("endpoint", proxy.Endpoint.GetLeftPart(UriPartial.Authority)), ("access_key", "AKIDFAKE"), ("secret_key", "fake")).Open();

        foreach (Func<Task> call in Calls(store))
        {
            (await Should.ThrowAsync<StoreException>(call)).Reason.ShouldContain(reason);
        }

        proxy.Seen.Count.ShouldBeLessThan(10);
    }

    private static Func<Task>[] Calls(S3ObjectStore store) =>
    [
        async () => await store.ListAsync("sy/", Cancellation).CountAsync(Cancellation),
        async () => await store.ListFolderAsync("sy", Cancellation).CountAsync(Cancellation),
    ];

    private static HttpFaultProxy Listing(string content) => new(new Uri("http://127.0.0.1:1"))
    {
        Decide = _ => new HttpFault
        {
            Status = 200,
            Body = $"<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>recordings</Name>{content}</ListBucketResult>",
        },
    };
}
