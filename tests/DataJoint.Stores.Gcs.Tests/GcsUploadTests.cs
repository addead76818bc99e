using System.Security.Cryptography;
using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Large objects and broken connections, against a stand-in for Google's JSON API.</summary>
public sealed class GcsUploadTests : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;

    private readonly GcsStandInStore _environment = new();
    private GcsObjectStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = _environment.Open();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    [Theory]
    [InlineData((8 * Mebibyte) - 1)]
    [InlineData(8 * Mebibyte)]
    [InlineData((8 * Mebibyte) + 1)]
    [InlineData((27 * Mebibyte) + 5)]
    public async Task A_large_object_goes_in_chunks_and_is_whole(int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);

        WriteReceipt receipt = await _store.WriteAsync("big", new DribblingStream(content, null, 3_000_001), null, Cancellation);

        receipt.Info.Size.ShouldBe(size);
        (await _store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await _store.StatAsync("big", Cancellation))!.Checksum.ShouldBe(receipt.Checksum);
        _environment.Server.SessionsLeft.ShouldBe(0);
    }

    [Fact]
    public async Task What_the_store_did_not_take_of_a_chunk_is_sent_again()
    {
        byte[] content = RandomNumberGenerator.GetBytes((17 * Mebibyte) + 3);
        _environment.Server.TakesAtMost = 3 * Mebibyte;

        await _store.WriteAllBytesAsync("big", content, null, Cancellation);

        (await _store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Damage_on_the_way_up_is_found_and_nothing_of_it_stays()
    {
        _environment.Server.Damages = true;

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _store.WriteAllBytesAsync("big", new byte[9 * Mebibyte], null, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
        (await _store.ExistsAsync("big", Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Content_that_fails_in_the_middle_leaves_nothing()
    {
        var failing = new DribblingStream(new byte[20 * Mebibyte], position => _ = position > 12 * Mebibyte ? throw new InvalidDataException("unplugged") : 0, Mebibyte);

        await Should.ThrowAsync<InvalidDataException>(async () => await _store.WriteAsync("big", failing, null, Cancellation));

        (await _store.ExistsAsync("big", Cancellation)).ShouldBeFalse();
        _environment.Server.SessionsLeft.ShouldBe(0);
    }

    [Theory]
    [InlineData(503, "backendError")]
    [InlineData(500, "backendError")]
    [InlineData(429, "rateLimitExceeded")]
    [InlineData(403, "rateLimitExceeded")]
    public async Task A_passing_refusal_is_waited_out(int status, string reason)
    {
        _environment.Server.FailNext(2, status, reason);
        await _store.WriteAllBytesAsync("a", "hello"u8.ToArray(), null, Cancellation);
        _environment.Server.FailNext(2, status, reason);
        (await _store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task A_store_that_stays_busy_is_told_as_such()
    {
        _environment.Server.FailNext(6, 429, "rateLimitExceeded");
        (await Should.ThrowAsync<StoreException>(async () => await _store.StatAsync("a", Cancellation))).Code.ShouldBe(StoreErrorCode.Throttled);
    }

    [Fact]
    public async Task Transfers_survive_resets()
    {
        await using var proxy = FaultProxy.Start("127.0.0.1", _environment.Server.Port);
        GcsObjectStore store = _environment.Open(("endpoint", $"http://127.0.0.1:{proxy.Port}"));
        byte[] content = RandomNumberGenerator.GetBytes(20 * Mebibyte);
        proxy.ForNext(2, Fault.Reset.AfterBytes(Side.Client, 3 * Mebibyte));

        await store.WriteAllBytesAsync("big", content, null, Cancellation);
        proxy.Struck.ShouldBeGreaterThan(0);
        proxy.ForAll(Fault.None);
        proxy.ForOpen(Fault.Reset.AfterBytes(Side.Server, 5 * Mebibyte));

        (await store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Damage_on_the_way_down_is_found()
    {
        await using var proxy = FaultProxy.Start("127.0.0.1", _environment.Server.Port);
        GcsObjectStore store = _environment.Open(("endpoint", $"http://127.0.0.1:{proxy.Port}"));
        await _store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(3 * Mebibyte), null, Cancellation);
        proxy.ForNext(1, Fault.Corrupt.AfterBytes(Side.Server, Mebibyte));

        (await Should.ThrowAsync<StoreException>(async () => await store.ReadAllBytesAsync("a", Cancellation))).Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
    }

    [Fact]
    public async Task A_copy_of_several_steps_is_whole()
    {
        byte[] content = RandomNumberGenerator.GetBytes(2 * Mebibyte);
        await _store.WriteAllBytesAsync("a", content, null, Cancellation);

        (await _store.CopyAsync("a", "b", null, Cancellation)).Size.ShouldBe(content.Length);

        (await _store.ReadAllBytesAsync("b", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }
}
