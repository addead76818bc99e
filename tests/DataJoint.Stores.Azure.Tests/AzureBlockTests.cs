using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataJoint.Stores.Azure.Transfers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>Large objects: blocks, what is kept of an interrupted write, and how it goes on.</summary>
public sealed class AzureBlockTests : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;

    private AzureContainer _container = null!;
    private AzureObjectStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _container = await AzureContainer.CreateAsync();
        _store = _container.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _container.Direct.DeleteAsync(null, Cancellation);
    }

    [Theory]
    [InlineData((8 * Mebibyte) - 1, 0)]
    [InlineData(8 * Mebibyte, 1)]
    [InlineData((8 * Mebibyte) + 1, 2)]
    [InlineData((41 * Mebibyte) + 5, 6)]
    public async Task A_large_object_goes_in_blocks_and_is_whole(int size, int blocks)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        var told = new List<long>();

        WriteReceipt receipt = await _store.WriteAsync("a/big", new DribblingStream(content, null, 3_000_001), new WriteOptions { Progress = new Telling(told) }, Cancellation);

        receipt.Info.Size.ShouldBe(size);
        told.Last().ShouldBe(size);
        BlockList list = await _container.Direct.GetBlockBlobClient("project/data/a/big").GetBlockListAsync(cancellationToken: Cancellation);
        list.CommittedBlocks.Count().ShouldBe(blocks);
        (await _store.ReadAllBytesAsync("a/big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await _store.StatAsync("a/big", Cancellation))!.Checksum.ShouldBe(receipt.Checksum);
    }

    [Fact]
    public async Task An_interrupted_write_shows_nothing_and_goes_on_where_it_stopped()
    {
        byte[] content = RandomNumberGenerator.GetBytes(40 * Mebibyte);
        var failing = new DribblingStream(content, position => _ = position > 30 * Mebibyte ? throw new InvalidDataException("unplugged") : 0, Mebibyte);
        await Should.ThrowAsync<InvalidDataException>(async () => await _store.WriteAsync("big", failing, new WriteOptions { Resume = true }, Cancellation));
        (await _store.StatAsync("big", Cancellation)).ShouldBeNull();
        (await _store.ListAsync("", Cancellation).CountAsync(Cancellation)).ShouldBe(0);
        HashSet<string> held = await HeldAsync("big");
        held.Count.ShouldBeGreaterThanOrEqualTo(2);

        await _store.WriteAsync("big", new MemoryStream(content), new WriteOptions { Resume = true }, Cancellation);

        (await _store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        BlockList list = await _container.Direct.GetBlockBlobClient("project/data/big").GetBlockListAsync(cancellationToken: Cancellation);
        held.IsSubsetOf(list.CommittedBlocks.Select(b => b.Name)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_has_changed_since_is_sent_again()
    {
        byte[] content = RandomNumberGenerator.GetBytes(24 * Mebibyte);
        var failing = new DribblingStream(content, position => _ = position > 20 * Mebibyte ? throw new InvalidDataException("unplugged") : 0, Mebibyte);
        await Should.ThrowAsync<InvalidDataException>(async () => await _store.WriteAsync("big", failing, new WriteOptions { Resume = true }, Cancellation));
        content[5] ^= 1;

        await _store.WriteAsync("big", new MemoryStream(content), new WriteOptions { Resume = true }, Cancellation);

        (await _store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_large_object_replaces_nothing_unless_allowed()
    {
        await _store.WriteAllBytesAsync("big", "here"u8.ToArray(), null, Cancellation);
        byte[] content = new byte[9 * Mebibyte];

        (await Should.ThrowAsync<StoreException>(async () => await _store.WriteAllBytesAsync("big", content, new WriteOptions { Overwrite = false }, Cancellation)))
            .Code.ShouldBe(StoreErrorCode.AlreadyExists);
    }

    [Fact]
    public void Blocks_grow_with_the_length_and_stay_within_azures_number()
    {
        BlockUpload.SizeOf(0, 0).ShouldBe(8 * Mebibyte);
        foreach (long length in (long[])[100L << 30, 500L << 30, 10L << 40])
        {
            (length / BlockUpload.SizeOf(0, length)).ShouldBeLessThan(50_000);
        }

        Enumerable.Range(0, 50_000).Sum(i => (long)BlockUpload.SizeOf(i, null)).ShouldBeGreaterThan(1L << 40);
    }

    private async Task<HashSet<string>> HeldAsync(string name)
    {
        BlockList list = await _container.Direct.GetBlockBlobClient("project/data/" + name).GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: Cancellation);
        return [.. list.UncommittedBlocks.Select(b => b.Name)];
    }

    private sealed class Telling(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
