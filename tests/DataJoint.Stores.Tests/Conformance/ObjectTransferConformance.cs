namespace DataJoint.Stores.Tests;

/// <summary>What every store must do: the bytes themselves, whole or not at all. Runs together with <see cref="ObjectStoreConformance"/>.</summary>
public abstract class ObjectTransferConformance : ObjectStoreConformance
{
    private const int Mebibyte = 1 << 20;

    private static readonly WriteOptions KeepExisting = new() { Overwrite = false };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(Mebibyte - 1)]
    [InlineData(Mebibyte)]
    [InlineData(Mebibyte + 1)]
    [InlineData((3 * Mebibyte) + 17)]
    [InlineData(5 * Mebibyte)]
    [InlineData((5 * Mebibyte) + 1)]
    [InlineData(8 * Mebibyte)]
    [InlineData((17 * Mebibyte) + 3)]
    public async Task What_is_written_is_what_is_read(int size)
    {
        SkipLargeWithoutParts(size);
        byte[] content = RandomContent(size);

        WriteReceipt receipt = await Store.WriteAllBytesAsync("a/b", content, null, Cancellation);

        receipt.Info.Size.ShouldBe(size);
        receipt.Checksum.ShouldBe(ChecksumOf(ChecksumKind.Crc32C, content));
        (await Store.ReadAllBytesAsync("a/b", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Theory]
    [InlineData(10_000, 7)]
    [InlineData((2 * Mebibyte) + 5, 65_537)]
    [InlineData((17 * Mebibyte) + 3, 1_000_003)]
    public async Task Content_may_come_in_dribbles_and_of_unknown_length(int size, int max)
    {
        SkipLargeWithoutParts(size);
        byte[] content = RandomContent(size);

        WriteReceipt receipt = await Store.WriteAsync(
            "a", new DribblingStream(content, null, max), new WriteOptions { Checksum = ChecksumKind.Sha256 }, Cancellation);

        receipt.Checksum.ShouldBe(ChecksumOf(ChecksumKind.Sha256, content));
        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Content_is_taken_from_where_it_stands_and_stays_open()
    {
        using var content = new MemoryStream("skip me, keep me"u8.ToArray()) { Position = 9 };

        await Store.WriteAsync("a", content, null, Cancellation);

        (await ReadAsync("a")).ShouldBe("keep me");
        content.CanRead.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(0, 0L, "")]
    [InlineData(0, 3L, "012")]
    [InlineData(4, null, "456789")]
    [InlineData(4, 2L, "45")]
    [InlineData(9, 1L, "9")]
    [InlineData(8, 100L, "89")]
    [InlineData(8, long.MaxValue, "89")]
    [InlineData(10, null, "")]
    [InlineData(11, 5L, "")]
    public async Task A_range_gives_that_part_and_ends_with_the_object(long offset, long? length, string expected)
    {
        if (offset > 0)
        {
            SkipWithout(ServerFeature.Ranges);
        }

        await WriteAsync("a", "0123456789");

        using Stream content = await Store.OpenReadAsync("a", new ByteRange(offset, length), Cancellation);
        using var reader = new StreamReader(content);

        (await reader.ReadToEndAsync(Cancellation)).ShouldBe(expected);
    }

    [Fact]
    public async Task Options_that_are_changed_while_a_call_runs_count_for_the_next_one()
    {
        SkipWithout(ServerFeature.ConditionalWrites);
        WriteOptions options = new() { Overwrite = false };
        using var slow = new DribblingStream("second"u8.ToArray(), position =>
        {
            if (position == 0)
            {
                options.Overwrite = true;
                WriteAsync("a", "first").GetAwaiter().GetResult();
            }
        });

        (await Should.ThrowAsync<StoreException>(async () => await Store.WriteAsync("a", slow, options, Cancellation))).Code.ShouldBe(StoreErrorCode.AlreadyExists);

        (await ReadAsync("a")).ShouldBe("first");
    }

    [Fact]
    public async Task A_write_replaces_what_was_there()
    {
        await WriteAsync("a", "a longer first version");
        await WriteAsync("a", "second");

        (await ReadAsync("a")).ShouldBe("second");
        (await NamesAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_write_replaces_nothing_unless_allowed()
    {
        await Store.WriteAllBytesAsync("a", "first"u8.ToArray(), KeepExisting, Cancellation);

        StoreException fault = await ShouldFailAsync(
            StoreErrorCode.AlreadyExists, () => Store.WriteAllBytesAsync("a", "second"u8.ToArray(), KeepExisting, Cancellation).AsTask());

        fault.Diagnostic.Id.ShouldBe("DJ4103");
        (await ReadAsync("a")).ShouldBe("first");
    }

    [Fact]
    public async Task Of_many_writers_that_replace_nothing_exactly_one_succeeds()
    {
        SkipWithout(ServerFeature.ConditionalWrites);
        int[] attempts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.WriteAsync("a", new DribblingStream([(byte)i, (byte)i, (byte)i], null, 1), KeepExisting, Cancellation);
                return i;
            }
            catch (StoreException fault) when (fault.Code == StoreErrorCode.AlreadyExists)
            {
                return -1;
            }
        })));

        byte winner = (byte)attempts.Where(i => i >= 0).ShouldHaveSingleItem();
        (await Store.ReadAllBytesAsync("a", Cancellation)).ShouldBe([winner, winner, winner]);
    }

    [Fact]
    public async Task Of_two_writers_of_one_name_the_last_to_complete_stays_whole()
    {
        byte[] first = RandomContent(Mebibyte + 100);
        byte[] second = RandomContent(Mebibyte + 200);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        Task<WriteReceipt> slow = Store.WriteAsync("a", new DribblingStream(first, Wait, 300_000), null, Cancellation).AsTask();
        await Task.WhenAny(started.Task, slow);

        await Store.WriteAllBytesAsync("a", second, null, Cancellation);
        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(second).ShouldBeTrue();
        goOn.Set();
        await slow;

        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(first).ShouldBeTrue();

        void Wait(long position)
        {
            if (position > 0)
            {
                started.TrySetResult();
                goOn.Wait(Cancellation);
            }
        }
    }

    [Fact]
    public async Task A_reader_never_sees_a_mixture_of_versions()
    {
        SkipWithout(ServerFeature.WholeVersions);
        byte[][] versions = [.. Enumerable.Range(1, 4).Select(i => Enumerable.Repeat((byte)i, 100_000 * i).ToArray())];
        await Store.WriteAllBytesAsync("a", versions[0], null, Cancellation);
        using var done = new CancellationTokenSource();
        Task[] readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                byte[] read = await Store.ReadAllBytesAsync("a", Cancellation);
                read.AsSpan().SequenceEqual(versions[read[0] - 1]).ShouldBeTrue();
                if (Path.DirectorySeparatorChar == '\\')
                {
                    await Task.Delay(20); // Windows replaces no file while somebody reads it
                }
            }
        })).ToArray();

        for (int i = 0; i < 40; i++)
        {
            await Store.WriteAllBytesAsync("a", versions[i % 4], null, Cancellation);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Theory]
    [InlineData(10)]
    [InlineData((2 * Mebibyte) + 1)]
    [InlineData((40 * Mebibyte) + 1)]
    public async Task Content_that_fails_leaves_nothing_and_its_own_exception_comes_through(int size)
    {
        var content = new DribblingStream(RandomContent(size), position => Fail(position >= size / 2), 500_000 / (size > Mebibyte ? 1 : 100_000));

        (await Should.ThrowAsync<InvalidDataException>(async () => await Store.WriteAsync("a", content, null, Cancellation)))
            .Message.ShouldBe("the camera fell over");
        (await NamesAsync()).ShouldBeEmpty();

        static void Fail(bool now) => _ = now ? throw new InvalidDataException("the camera fell over") : 0;
    }

    [Fact]
    public async Task A_cancelled_write_leaves_what_was_there()
    {
        await WriteAsync("a", "first");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var content = new DribblingStream(RandomContent(4 * Mebibyte), position => CancelAfter(position, cancel), Mebibyte);

        await Should.ThrowAsync<OperationCanceledException>(async () => await Store.WriteAsync("a", content, null, cancel.Token));
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Store.WriteAllBytesAsync("b", "x"u8.ToArray(), null, new CancellationToken(canceled: true)));

        (await ReadAsync("a")).ShouldBe("first");
        (await NamesAsync()).ShouldBe(["a"]);

        static void CancelAfter(long position, CancellationTokenSource cancel)
        {
            if (position > Mebibyte)
            {
                cancel.Cancel();
            }
        }
    }

    [Fact]
    public async Task Content_that_cannot_be_read_is_the_callers_mistake()
    {
        using var closed = new MemoryStream();
        closed.Dispose();

        await Should.ThrowAsync<ArgumentException>(async () => await Store.WriteAsync("a", closed, null, Cancellation));
    }

    private void SkipLargeWithoutParts(int size)
    {
        if (size > 5 * Mebibyte)
        {
            SkipWithout(ServerFeature.Parts);
        }
    }

    private static Checksum ChecksumOf(ChecksumKind kind, byte[] content)
    {
        using var sum = new ChecksumBuilder(kind);
        sum.Append(content);
        return sum.Finish();
    }
}
