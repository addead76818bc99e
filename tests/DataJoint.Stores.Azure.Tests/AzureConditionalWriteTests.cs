using System.Security.Cryptography;
using DataJoint.Servers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>Writes that are to replace nothing, and whose answers are lost: whose blob is it that is there when they are made again?</summary>
public sealed class AzureConditionalWriteTests : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;

    private static readonly WriteOptions IfThereIsNone = new() { Overwrite = false };

    // In the answers to Put Blob and Put Block List, not in those to Put Block.
    private static readonly Fault LostResponse = Fault.Reset.BeforeText(Side.Server, "etag: ");

    private AzureContainer _container = null!;
    private FaultProxy _proxy = null!;
    private AzureObjectStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _container = await AzureContainer.CreateAsync();
        _proxy = FaultProxy.Start(_container.Server.Host, _container.Server.Port);
        _store = _container.Open(("endpoint", $"http://127.0.0.1:{_proxy.Port}/djfake"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
        await _container.Direct.DeleteAsync(null, Cancellation);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8 * Mebibyte)]
    public async Task A_write_whose_answer_was_lost_is_not_taken_for_somebody_elses(int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        _proxy.ForOnce(LostResponse);

        WriteReceipt receipt = await _store.WriteAllBytesAsync("a", content, IfThereIsNone, Cancellation);

        _proxy.Struck.ShouldBe(1);
        receipt.Info.ETag.ShouldBe((await _store.StatAsync("a", Cancellation))!.ETag);
        (await _store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_whose_answer_was_lost_is_not_taken_for_somebody_elses()
    {
        await using AzureObjectStore direct = _container.Open();
        await direct.WriteAllBytesAsync("a", "hello"u8.ToArray(), null, Cancellation);
        _proxy.ForOnce(Fault.Reset.BeforeText(Side.Server, "x-ms-copy-id: "));

        (await _store.CopyAsync("a", "b", IfThereIsNone, Cancellation)).Size.ShouldBe(5);

        _proxy.Struck.ShouldBe(1);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("hello")]
    public async Task What_somebody_else_wrote_is_a_refusal_even_if_it_is_the_same(string theirs)
    {
        await using AzureObjectStore direct = _container.Open();
        await direct.WriteAllBytesAsync("a", System.Text.Encoding.UTF8.GetBytes(theirs), IfThereIsNone, Cancellation);
        await direct.WriteAllBytesAsync("source", "hello"u8.ToArray(), null, Cancellation);
        _proxy.ForOnce(Fault.Reset.BeforeText(Side.Server, "BlobAlreadyExists"));

        await ShouldBeRefusedAsync(async () => await _store.WriteAllBytesAsync("a", "hello"u8.ToArray(), IfThereIsNone, Cancellation));
        await ShouldBeRefusedAsync(async () => await _store.CopyAsync("source", "a", IfThereIsNone, Cancellation));
        _proxy.Struck.ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_replaces_nothing_keeps_the_metadata_of_its_source()
    {
        await _store.WriteAllBytesAsync("a", "hello"u8.ToArray(), null, Cancellation);
        await _container.Direct.GetBlobClient("project/data/a").SetMetadataAsync(new Dictionary<string, string> { ["rig"] = "7" }, null, Cancellation);

        await _store.CopyAsync("a", "b", IfThereIsNone, Cancellation);

        (await _container.Direct.GetBlobClient("project/data/b").GetPropertiesAsync(null, Cancellation)).Value.Metadata["rig"].ShouldBe("7");
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> write) =>
        (await Should.ThrowAsync<StoreException>(write)).Code.ShouldBe(StoreErrorCode.AlreadyExists);
}
