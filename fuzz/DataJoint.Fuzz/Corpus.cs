namespace DataJoint.Fuzz;

/// <summary>Inputs of one target: those of the folder, and those found meanwhile whose outcome is of a new kind.</summary>
internal sealed class Corpus
{
    private const int LargestKept = 2048;

    private readonly string _directory;
    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    public Corpus(string directory, FuzzTarget target)
    {
        _directory = Path.Combine(directory, target.Name);
        Directory.CreateDirectory(_directory);
        foreach (string file in Directory.GetFiles(_directory).OrderBy(name => name, StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(file);
            _inputs.Add(bytes);
            _kinds.Add(target.Run(bytes));
        }

        if (_inputs.Count == 0)
        {
            _inputs.Add([]);
        }
    }

    public int Count => _inputs.Count;

    public byte[] Pick(Mutator mutator) => _inputs[mutator.Next(_inputs.Count)];

    /// <summary>Keeps an input in memory, and in the folder when asked, if its outcome is of a new kind.</summary>
    public void Offer(byte[] bytes, string kind, bool save)
    {
        if (bytes.Length > LargestKept || !_kinds.Add(kind))
        {
            return;
        }

        _inputs.Add(bytes);
        if (save)
        {
            File.WriteAllBytes(Path.Combine(_directory, $"found-{_inputs.Count:d4}"), bytes);
        }
    }
}
