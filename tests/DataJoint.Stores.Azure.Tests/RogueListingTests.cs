using DataJoint.Servers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>A server that lists what it was not asked for, or without end.</summary>
public sealed class RogueListingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<Blob><Name>project/data/other/a</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>")]
    [InlineData("<Blob><Name>elsewhere</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>")]
    public async Task What_lies_outside_the_requested_prefix_is_an_error(string listed)
    {
        using IdentityStandIn server = Listing(listed, "");
        await using AzureObjectStore store = Open(server);

        foreach (Func<Task> call in Calls(store))
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
            fault.Reason.ShouldContain("does not begin with the requested prefix \"project/data/sy/\"");
        }
    }

    [Fact]
    public async Task A_folder_outside_the_requested_one_is_an_error()
    {
        using IdentityStandIn server = Listing("<BlobPrefix><Name>project/data/other/</Name></BlobPrefix>", "");
        await using AzureObjectStore store = Open(server);

        (await Should.ThrowAsync<StoreException>(Calls(store)[1])).Reason.ShouldContain("does not begin with the requested prefix");
    }

    [Fact]
    public async Task A_listing_that_would_never_end_is_an_error()
    {
        using IdentityStandIn server = Listing("<Blob><Name>project/data/sy/a</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>", "again");
        await using AzureObjectStore store = Open(server);

        foreach (Func<Task> call in Calls(store))
        {
            (await Should.ThrowAsync<StoreException>(call)).Reason.ShouldContain("repeats a page token");
        }

        server.Asked.Count.ShouldBeLessThan(10);
    }

    private static Func<Task>[] Calls(AzureObjectStore store) =>
    [
        async () => await store.ListAsync("sy/", Cancellation).CountAsync(Cancellation),
        async () => await store.ListFolderAsync("sy", Cancellation).CountAsync(Cancellation),
    ];

    private static IdentityStandIn Listing(string blobs, string next) =>
        new(200, $"<?xml version=\"1.0\"?><EnumerationResults ContainerName=\"c\"><Blobs>{blobs}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>");

    private static AzureObjectStore Open(IdentityStandIn server) => (AzureObjectStore)new AzureAdapter().Open(new StoreSource(AzureContainer.SpecOf(new()
    {
        ["protocol"] = "azure",
        ["location"] = "project/data",
        ["container"] = "lab",
        ["account_name"] = "djfake",
        ["account_key"] = Convert.ToBase64String("fake"u8),
        ["endpoint"] = server.Address + "/djfake",
    })));
}
