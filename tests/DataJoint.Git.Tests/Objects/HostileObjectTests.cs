using System.Text;
using DataJoint.Git.Objects;

namespace DataJoint.Git.Tests;

/// <summary>Files that git would not write give one kind of exception, which names the object and the file.</summary>
public sealed class HostileObjectTests : IDisposable
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("hello, world");
    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_difference_from_another_pack_is_read()
    {
        new HandmadePack().WithDelta(1, 2, 12, 5, 0x90, 5).Write(_repository, "a");
        new HandmadePack().WithBlob(2, Text).WithDelta(3, 1, 5, 7, 0x90, 5, 2, (byte)'!', (byte)'?').Write(_repository, "b");
        using var store = GitObjectStore.Open(_repository.Root);
        Read(store, 1).ShouldBe("hello");
        Read(store, 3).ShouldBe("hello!?");
    }

    [Fact]
    public void A_damaged_copy_gives_way_to_a_whole_one()
    {
        new HandmadePack().With(1, 3, 12, [1, 2, 3]).Write(_repository, "a");
        new HandmadePack().WithBlob(1, Text).Write(_repository, "b");
        using var store = GitObjectStore.Open(_repository.Root);
        Read(store, 1).ShouldBe("hello, world");
    }

    public static TheoryData<string> Cases => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_cannot_be_true_is_refused(string name)
    {
        Hostile[name](new HandmadePack()).Write(_repository, "a", offset => name == "outside" ? 0x7fffff00 : name == "no long offset" ? 0x80000009 : offset);
        using var store = GitObjectStore.Open(_repository.Root);
        store.Ids().ShouldContain(HandmadePack.Id(1));
        foreach (Action read in (Action[])[() => Read(store, 1), () => Drain(store, 1)])
        {
            string message = Should.Throw<GitException>(read).Message;
            message.ShouldContain(HandmadePack.Id(1).ToString());
            message.ShouldContain("pack/a.pack");
        }

        List<GitObjectId> given = [];
        foreach (GitObjectBatch batch in store.CreateBatches([HandmadePack.Id(1)]))
        {
            batch.Read(
                content =>
                {
                    given.Add(content.Header.Id);
                    (content.IsMissing ? content.Fault : Should.Throw<GitException>(() => content.OpenRead().CopyTo(Stream.Null))).ShouldNotBeNull();
                },
                TestContext.Current.CancellationToken);
        }

        given.ShouldBe([HandmadePack.Id(1)]);
    }

    [Fact]
    public void A_difference_of_more_pieces_than_anybody_notes_changes_everything()
    {
        const int Count = 400_000;
        List<(int Start, int End)> changes = [];
        byte[] delta = [.. Size(1), .. Size(Count), .. Enumerable.Repeat(new byte[] { 1, (byte)'b' }, Count).SelectMany(insert => insert)];
        Delta.CheckTarget("a"u8, delta).ShouldBe(Count);
        Delta.Apply("a"u8, delta, new byte[Count], changes);
        changes.ShouldBe([(0, Count)]);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("shorter")]
    [InlineData("kind")]
    [InlineData("size")]
    [InlineData("bomb")]
    [InlineData("header")]
    [InlineData("empty")]
    public void A_loose_object_that_is_damaged_is_refused(string how)
    {
        string header = how switch { "longer" => "blob 11", "shorter" => "blob 13", "kind" => "blog 12", "size" => "blob 1x", "bomb" => "blob 99999999999", _ => "blob 12" };
        byte[] content = HandmadePack.Zip([.. how == "header" ? new byte[99].Select(_ => (byte)'b') : Encoding.ASCII.GetBytes(header), 0, .. Text]);
        string name = "objects/01/" + HandmadePack.Id(1).ToString()[2..];
        string path = _repository.With("objects/pack/x", "").With(name, "").PathOf(name);
        File.WriteAllBytes(path, how == "cut" ? content[..(content.Length / 2)] : how == "empty" ? [] : content);
        using var store = GitObjectStore.Open(_repository.Root);
        Should.Throw<GitException>(() => Read(store, 1)).Message.ShouldContain(HandmadePack.Id(1).ToString());
        Should.Throw<GitException>(() => Drain(store, 1));
    }

    [Theory]
    [InlineData("a.pack", 0)]
    [InlineData("a.pack", 13)]
    [InlineData("a.pack", 0, "PACK\0\0\0\u0005")]
    [InlineData("a.idx", 0)]
    [InlineData("a.idx", 1099)]
    [InlineData("a.idx", 0, "\u00fftOc\0\0\0\u0003")]
    [InlineData("a.idx", 0, "\u00fftOc\0\0\0\u0002\u00ff\u00ff")]
    public void A_pack_that_cannot_be_read_is_told_and_the_others_are_read(string file, int length, string start = "")
    {
        new HandmadePack().WithBlob(1, Text).Write(_repository, "a");
        new HandmadePack().WithBlob(2, Text).Write(_repository, "b");
        string path = _repository.PathOf("objects/pack/" + file);
        byte[] beginning = Encoding.Latin1.GetBytes(start);
        byte[] content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, start.Length > 0 ? [.. beginning, .. content[beginning.Length..]] : content[..length]);
        using var store = GitObjectStore.Open(_repository.Root);
        store.Faults.ShouldHaveSingleItem().Message.ShouldContain("pack/" + file);
        Read(store, 2).ShouldBe("hello, world");
        store.TryFind(HandmadePack.Id(1), out _).ShouldBeFalse();
    }

    private static Dictionary<string, Func<HandmadePack, HandmadePack>> Hostile { get; } = new()
    {
        ["a loop"] = pack => pack.WithDelta(1, 2, 5, 5, 0x90, 5).WithDelta(2, 1, 5, 5, 0x90, 5),
        ["itself"] = pack => pack.WithDelta(1, 1, 5, 5, 0x90, 5),
        ["no base"] = pack => pack.WithDelta(1, 9, 5, 5, 0x90, 5),
        ["cut"] = pack => pack.With(1, 3, 12, HandmadePack.Zip(Text)[..6]),
        ["longer than it says"] = pack => pack.With(1, 3, 11, HandmadePack.Zip(Text)),
        ["shorter than it says"] = pack => pack.With(1, 3, 13, HandmadePack.Zip(Text)),
        ["a bomb"] = pack => pack.With(1, 3, 10, HandmadePack.Zip(new byte[1 << 20])),
        ["a size without end"] = pack => pack.With(1, 3, long.MaxValue, HandmadePack.Zip(Text)),
        ["a large size"] = pack => pack.With(1, 3, 2_000_000_000, HandmadePack.Zip(Text)),
        ["a kind of its own"] = pack => pack.With(1, 5, 12, HandmadePack.Zip(Text)),
        ["no kind"] = pack => pack.With(1, 0, 12, HandmadePack.Zip(Text)),
        ["not packed"] = pack => pack.With(1, 3, 12, Text),
        ["base before the file"] = pack => pack.With(1, 6, 4, [0x7f], HandmadePack.Zip([5, 5, 0x90, 5])),
        ["base far before the file"] = pack => pack.With(1, 6, 4, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], HandmadePack.Zip([5, 5, 0x90, 5])),
        ["a delta of another base"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 13, 5, 0x90, 5),
        ["a delta that copies too much"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 13, 0x90, 13),
        ["a delta that gives less"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 6, 0x90, 5),
        ["a delta that gives more"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 4, 0x90, 5),
        ["a delta that is cut"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 5, 5, 1),
        ["a delta that is cut in a copy"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 5, 0x91),
        ["a delta of no form"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 5, 0),
        ["a delta without sizes"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 0xff, 0xff),
        ["a delta without an end of its size"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, [12, .. Enumerable.Repeat((byte)0xff, 30)]),
        ["a delta of a large size"] = pack => pack.WithBlob(2, Text).WithDelta(1, 2, 12, 0xff, 0xff, 0xff, 0xff, 0x7, 0x90, 5),
        ["a delta that makes more than fits into memory"] = pack => pack.WithBlob(2, new byte[Piece])
            .WithDelta(1, 2, [.. Size(Piece), .. Size(40L * Piece), .. Enumerable.Repeat(new byte[] { 0xf0, 0xff, 0xff, 0xff }, 40).SelectMany(copy => copy)]),
        ["a delta of a delta that makes more than fits into memory"] = pack => pack.WithBlob(2, new byte[Piece])
            .WithDelta(3, 2, [.. Size(Piece), .. Size(2L * Piece), .. Enumerable.Repeat(new byte[] { 0xf0, 0xff, 0xff, 0xff }, 2).SelectMany(copy => copy)])
            .WithDelta(1, 3, [.. Size(2L * Piece), .. Size(40L * Piece), .. Enumerable.Repeat(new byte[] { 0xf0, 0xff, 0xff, 0xff }, 40).SelectMany(copy => copy)]),
        ["a chain that git does not write"] = pack => Enumerable.Range(300, 4100).Reverse()
            .Aggregate(
                pack.WithDelta(1, 300, 5, 5, 0x90, 5),
                (all, number) => number == 4399 ? all.WithBlob(number, "hello"u8.ToArray()) : all.WithDelta(number, number + 1, 5, 5, 0x90, 5)),
        ["a damaged base"] = pack => pack.With(2, 3, 12, HandmadePack.Zip(Text)[..6]).WithDelta(1, 2, 12, 5, 0x90, 5),
        ["outside"] = pack => pack.WithBlob(1, Text),
        ["no long offset"] = pack => pack.WithBlob(1, Text),
    };

    /// <summary>The most that one piece of a difference copies.</summary>
    private const int Piece = 0xffffff;

    /// <summary>A size as a difference has it.</summary>
    private static IEnumerable<byte> Size(long size)
    {
        for (; size > 0x7f; size >>= 7)
        {
            yield return (byte)(0x80 | (size & 0x7f));
        }

        yield return (byte)size;
    }

    private static string Read(GitObjectStore store, int number)
    {
        store.TryRead(HandmadePack.Id(number), out _, out ReadOnlyMemory<byte> content).ShouldBeTrue();
        return Encoding.ASCII.GetString(content.Span);
    }

    private static void Drain(GitObjectStore store, int number)
    {
        using Stream content = store.OpenRead(HandmadePack.Id(number), out _).ShouldNotBeNull();
        content.CopyTo(Stream.Null);
    }
}
