using System.Buffers.Binary;
using System.Text;

namespace DataJoint.Git.Tests;

/// <summary>Histories that git would not write.</summary>
public sealed class HostileHistoryTests : IDisposable
{
    private readonly TemporaryRepository _repository = new TemporaryRepository().Init().With("a", "1\n").Commit("a");

    public void Dispose() => _repository.Dispose();

    public static TheoryData<string> Names => ["", ".", "..", ".git", ".GIT", "a/b"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_no_file_can_have_makes_a_damaged_directory(string name)
    {
        string blob = _repository.GitSays("rev-parse", "HEAD:a");
        byte[] id = Convert.FromHexString(blob);
        File.WriteAllBytes(_repository.PathOf("tree"), [.. Encoding.ASCII.GetBytes($"100644 {name}\0"), .. id, .. "100644 z\0"u8, .. id]);
        string tree = _repository.GitSays("hash-object", "-t", "tree", "-w", "--literally", "tree");
        _repository.Git("tag", "odd", tree);
        GitHistoryListing listing = List(["odd"]);
        listing.Missing.ShouldHaveSingleItem().ToString().ShouldBe(tree);
        listing.Contents.ShouldHaveSingleItem().Value.ListPaths().ShouldHaveSingleItem().Path.ShouldBe("z");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_no_file_can_have_makes_a_damaged_index(string name)
    {
        WriteIndex(name == "a/b" ? "a//b" : name.Length == 0 ? "/a" : $"a/{name}/b");
        Should.Throw<GitException>(() => List(["--indexed-objects"])).Message.ShouldContain("index is damaged: it names a path that no file can have");
    }

    [Fact]
    public void A_path_of_thousands_of_directories_in_an_index_is_listed()
    {
        string path = string.Concat(Enumerable.Repeat("d/", 16000)) + "a";
        WriteIndex(path);
        List(["--indexed-objects"]).Contents.ShouldHaveSingleItem().Value.ListPaths().ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Fact]
    public void An_entry_of_an_index_has_a_path()
    {
        WriteIndex("");
        Should.Throw<GitException>(() => List(["--indexed-objects"])).Message.ShouldContain("no file can have");
    }

    [Fact]
    public void A_path_in_an_index_that_is_longer_than_any_is_refused()
    {
        WriteIndex(new string('a', 40_000));
        Should.Throw<GitException>(() => List(["--indexed-objects"])).Message.ShouldContain("no file can have");
    }

    [Fact]
    public void Directories_that_are_nested_too_deeply_are_told()
    {
        string tree = _repository.GitSays("rev-parse", "HEAD^{tree}");
        StringBuilder stream = new("commit refs/heads/deep\ncommitter test <test@example.invalid> 1700000000 +0000\ndata 3\nAdd\nM 100644 inline ");
        stream.Append(string.Concat(Enumerable.Repeat("d/", 2100))).Append("f\ndata 2\nx\n\n");
        GitJudge.Import(_repository.Root, stream.ToString());
        GitHistoryListing listing = List(["deep"]);
        listing.Faults.ShouldHaveSingleItem().ShouldContain("nested deeper than 2048");
        listing.Missing.ShouldBeEmpty(tree);
    }

    private GitHistoryListing List(string[] revisions)
    {
        using GitHistory history = GitHistory.Open(_repository.Root).ShouldNotBeNull();
        return history.List(revisions, TestContext.Current.CancellationToken);
    }

    /// <summary>An index of version 4 with one entry.</summary>
    private void WriteIndex(string path)
    {
        byte[] entry = new byte[62];
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(24), 0x81A4); // 100644
        Convert.FromHexString(_repository.GitSays("rev-parse", "HEAD:a")).CopyTo(entry, 40);
        byte[] index = [.. "DIRC"u8, 0, 0, 0, 4, 0, 0, 0, 1, .. entry, 0, .. Encoding.UTF8.GetBytes(path), 0, .. new byte[20]];
        File.WriteAllBytes(_repository.PathOf(".git/index"), index);
    }
}
