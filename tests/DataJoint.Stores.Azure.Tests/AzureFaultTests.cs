using System.Security.Cryptography;
using DataJoint.Servers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>What networks do: resets in mid-transfer, damaged bytes, nobody there.</summary>
public sealed class AzureFaultTests : IAsyncLifetime
{
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

    [Fact]
    public async Task A_write_survives_resets()
    {
        byte[] content = RandomNumberGenerator.GetBytes(20 << 20);
        _proxy.ForNext(3, Fault.Reset.AfterBytes(Side.Client, 1 << 20));

        WriteReceipt receipt = await _store.WriteAllBytesAsync("big", content, null, Cancellation);

        _proxy.Struck.ShouldBeGreaterThan(0);
        receipt.Info.Size.ShouldBe(content.Length);
        (await _store.ReadAllBytesAsync("big", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_read_survives_resets_and_goes_on_where_it_was()
    {
        byte[] content = RandomNumberGenerator.GetBytes(12 << 20);
        await _container.Open().WriteAllBytesAsync("big", content, null, Cancellation);
        _proxy.ForNext(2, Fault.Reset.AfterBytes(Side.Server, 3 << 20));

        byte[] read = await _store.ReadAllBytesAsync("big", Cancellation);

        _proxy.Struck.ShouldBe(2);
        read.AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_never_taken_for_the_whole()
    {
        byte[] content = RandomNumberGenerator.GetBytes(5 << 20);
        await _container.Open().WriteAllBytesAsync("a", content, null, Cancellation);
        _proxy.ForNext(1, Fault.Cut.AfterBytes(Side.Server, 1 << 20));

        (await _store.ReadAllBytesAsync("a", Cancellation)).Length.ShouldBe(content.Length);
    }

    [Fact]
    public async Task Damaged_bytes_are_noticed_on_the_way_down()
    {
        byte[] content = RandomNumberGenerator.GetBytes(5 << 20);
        await _container.Open().WriteAllBytesAsync("a", content, null, Cancellation);
        _proxy.ForNext(1, Fault.Corrupt.AfterBytes(Side.Server, 2 << 20));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _store.ReadAllBytesAsync("a", Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
    }

    [Fact]
    public async Task Damaged_bytes_are_noticed_on_the_way_up_and_sent_again_or_refused()
    {
        byte[] content = RandomNumberGenerator.GetBytes(5 << 20);
        _proxy.ForNext(1, Fault.Corrupt.AfterBytes(Side.Client, 2 << 20));
        try
        {
            await _store.WriteAllBytesAsync("a", content, null, Cancellation);
            (await _store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        }
        catch (StoreException fault) when (fault.Code == StoreErrorCode.ChecksumMismatch)
        {
            (await _store.ExistsAsync("a", Cancellation)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Nobody_there_is_told_with_the_address()
    {
        await _proxy.RefuseAsync();

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _store.StatAsync("a", Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Unavailable);
        fault.IsTransient.ShouldBeTrue();
        fault.Message.ShouldContain($"127.0.0.1:{_proxy.Port}");
    }

    [Fact]
    public async Task A_plain_connection_that_is_ended_unanswered_may_want_TLS()
    {
        _proxy.ForNext(100, Fault.Reset.AfterBytes(Side.Client, 1));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _store.StatAsync("a", Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Unavailable);
        fault.Message.ShouldContain("TLS");
        fault.Hint.ShouldNotBeNull().ShouldContain("stores.main.endpoint with https://");
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_told_by_name()
    {
        await using AzureObjectStore store = _container.Open(("endpoint", "https://djfake.blob.nowhere.invalid"));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.UnknownHost, fault.Message);
    }

    [Fact]
    public async Task An_endpoint_without_tls_is_told_with_the_way_to_mend_it()
    {
        await using AzureObjectStore store = _container.Open(("endpoint", $"https://127.0.0.1:{_container.Server.Port}/djfake"));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.TlsNotOffered, fault.Message);
        fault.Hint.ShouldNotBeNull().ShouldContain("stores.main.endpoint");
    }
}
