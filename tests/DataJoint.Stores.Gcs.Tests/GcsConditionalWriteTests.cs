using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Writes that are to replace nothing, and whose answers are lost: whose object is it that is there when they are made again?</summary>
public sealed class GcsConditionalWriteTests : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;

    private static readonly WriteOptions IfThereIsNone = new() { Overwrite = false };

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
    [InlineData(5)]
    [InlineData(9 * Mebibyte)]
    public async Task A_write_whose_answer_was_lost_is_not_taken_for_somebody_elses(int size)
    {
        _environment.Server.LoseAnswers(1);

        WriteReceipt receipt = await _store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(size), IfThereIsNone, Cancellation);

        receipt.Info.ETag.ShouldBe((await _store.StatAsync("a", Cancellation))!.ETag);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(5, false)]
    [InlineData(9 * Mebibyte, true)]
    [InlineData(9 * Mebibyte, false)]
    public async Task An_answer_that_breaks_off_is_asked_for_again(int size, bool overwrite)
    {
        _environment.Server.CutAnswers(1);

        WriteReceipt receipt = await _store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(size), new WriteOptions { Overwrite = overwrite }, Cancellation);

        receipt.Info.ETag.ShouldBe((await _store.StatAsync("a", Cancellation))!.ETag);
    }

    [Fact]
    public async Task A_copy_whose_answer_was_lost_is_not_taken_for_somebody_elses()
    {
        await _store.WriteAllBytesAsync("a", "hello"u8.ToArray(), null, Cancellation);
        _environment.Server.LoseAnswers(1);

        (await _store.CopyAsync("a", "b", IfThereIsNone, Cancellation)).Size.ShouldBe(5);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("hello")]
    public async Task What_somebody_else_wrote_is_a_refusal_even_if_it_is_the_same(string theirs)
    {
        await _store.WriteAllBytesAsync("a", System.Text.Encoding.UTF8.GetBytes(theirs), null, Cancellation);
        await _store.WriteAllBytesAsync("source", "hello"u8.ToArray(), null, Cancellation);

        _environment.Server.LoseAnswers(1);
        await ShouldBeRefusedAsync(async () => await _store.WriteAllBytesAsync("a", "hello"u8.ToArray(), IfThereIsNone, Cancellation));
        _environment.Server.LoseAnswers(1);
        await ShouldBeRefusedAsync(async () => await _store.CopyAsync("source", "a", IfThereIsNone, Cancellation));
    }

    [Fact]
    public async Task A_large_write_that_replaces_nothing_is_refused_before_anything_is_sent()
    {
        await _store.WriteAllBytesAsync("a", "here"u8.ToArray(), null, Cancellation);

        await ShouldBeRefusedAsync(async () => await _store.WriteAllBytesAsync("a", new byte[9 * Mebibyte], IfThereIsNone, Cancellation));

        _environment.Server.SessionsBegun.ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_write_but_not_look_still_writes_large_objects()
    {
        _environment.Server.Denied.Add("get");

        (await _store.WriteAllBytesAsync("a", new byte[9 * Mebibyte], IfThereIsNone, Cancellation)).Info.Size.ShouldBe(9 * Mebibyte);
    }

    [Fact]
    public async Task Of_two_that_write_the_same_and_lose_their_answers_one_succeeds()
    {
        _environment.Server.LoseAnswers(2);

        Task<bool>[] writers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _store.WriteAllBytesAsync("claim", "taken"u8.ToArray(), IfThereIsNone, Cancellation);
                return true;
            }
            catch (StoreException refusal) when (refusal.Code == StoreErrorCode.AlreadyExists)
            {
                return false;
            }
        }))];

        (await Task.WhenAll(writers)).Count(succeeded => succeeded).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_replaces_nothing_keeps_what_was_said_about_its_source()
    {
        _environment.Server.Bucket.Put("project/data/a", [1, 2], null, null, new JsonObject
        {
            ["contentType"] = "text/csv",
            ["contentEncoding"] = "gzip",
            ["metadata"] = new JsonObject { ["rig"] = "7" },
        });

        await _store.CopyAsync("a", "b", IfThereIsNone, Cancellation);

        JsonObject about = _environment.Server.Bucket.Get("project/data/b").About;
        about["contentType"]!.GetValue<string>().ShouldBe("text/csv");
        about["contentEncoding"]!.GetValue<string>().ShouldBe("gzip");
        about["metadata"]!["rig"]!.GetValue<string>().ShouldBe("7");
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> write) =>
        (await Should.ThrowAsync<StoreException>(write)).Code.ShouldBe(StoreErrorCode.AlreadyExists);
}
