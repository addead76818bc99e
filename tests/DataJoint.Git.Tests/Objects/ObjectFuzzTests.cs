namespace DataJoint.Git.Tests;

/// <summary>However the files of a repository are changed, each object is read, is not there, or gives the one exception.</summary>
public sealed class ObjectFuzzTests : IDisposable
{
    private const int Rounds = 300;

    private readonly TemporaryRepository _repository = new TemporaryRepository().Init();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Changed_files_give_one_kind_of_exception()
    {
        for (int i = 0; i < 6; i++)
        {
            _repository.With("a", string.Join('\n', Enumerable.Range(0, 60 + i))).With("b/c", $"{i}").Commit("a", "b/c");
        }

        _repository.Git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq").With("a", string.Join('\n', Enumerable.Range(9, 80))).Commit("a").Git("repack", "-dq");
        _repository.With("b/c", "loose").Commit("b/c");
        string[] files = [.. Directory.GetFiles(_repository.PathOf(".git/objects"), "*", SearchOption.AllDirectories)];
        Array.ForEach(files, file => File.SetAttributes(file, FileAttributes.Normal));
        byte[][] contents = [.. files.Select(File.ReadAllBytes)];
        Random random = new(11);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int which = random.Next(files.Length);
            File.WriteAllBytes(files[which], Mutate(contents[which], random));
            refused += ReadAll();
            File.WriteAllBytes(files[which], contents[which]);
        }

        refused.ShouldBeGreaterThan(Rounds / 2);
        ReadAll().ShouldBe(0);
    }

    private static byte[] Mutate(byte[] content, Random random)
    {
        byte[] changed = [.. content];
        switch (random.Next(5))
        {
            case 0:
                return changed[..random.Next(changed.Length)];
            case 1:
                random.NextBytes(changed.AsSpan(random.Next(changed.Length)));
                break;
            case 2:
                int from = random.Next(changed.Length);
                changed.AsSpan(from, Math.Min(8, changed.Length - from)).Fill((byte)(random.Next(2) * 255));
                break;
            case 3:
                return [.. changed, .. changed];
            default:
                for (int i = random.Next(1, 9); i > 0; i--)
                {
                    changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
        }

        return changed;
    }

    private int ReadAll()
    {
        using var store = GitObjectStore.Open(_repository.PathOf(".git"));
        int refused = store.Faults.Count;
        foreach (GitObjectId id in store.Ids())
        {
            refused += Refuses(() => store.TryFind(id, out _)) + Refuses(() => store.TryRead(id, out _, out _)) + Refuses(() => Drain(store, id));
        }

        return refused;
    }

    private static void Drain(GitObjectStore store, GitObjectId id)
    {
        using Stream? content = store.OpenRead(id, out _);
        content?.CopyTo(Stream.Null);
    }

    private static int Refuses(Action read)
    {
        try
        {
            read();
            return 0;
        }
        catch (GitException)
        {
            return 1;
        }
    }
}
