using System.Globalization;
using System.Text;

namespace DataJoint.Benchmarks;

/// <summary>A tree of programs, notes, settings and logs of any size, without a leak, the same one for the same size.</summary>
internal static class LeakTree
{
    private const int Directories = 64;

    private static readonly int[] Sizes = [2_000, 8_000, 20_000, 60_000, 200_000];
    private static readonly string[] Extensions = ["py", "cs", "json", "md", "m", "txt", "yaml", "xml"];

    private static readonly string[] Words =
    [
        "the", "of", "and", "session", "recording", "neuron", "probe", "spike", "table", "schema", "insert", "fetch", "populate", "value", "name", "key", "index", "start", "stop", "self", "return",
        "import", "numpy", "array", "float", "range", "length", "data", "frame", "time", "stamp", "config", "host", "port", "user", "path", "file", "open", "close", "read", "write", "error", "raise",
        "print", "format", "string", "list", "class", "def", "if", "else", "for", "while", "try", "except", "with", "from", "lambda", "yield", "assert", "none", "true", "query", "restrict", "join",
        "project", "aggregate", "primary", "foreign", "dependency", "master", "part", "lookup", "manual", "imported", "computed",
    ];

    /// <summary>Lines that a scan has to look at, and that are no leaks.</summary>
    private static readonly string[] Near =
        ["password = getpass()", "token = next(tokens)", "key = access_key", "self.secret = None", "user, password = ask()", "https://example.org/lab/data", "connect(host, user, password)"];

    /// <summary>Writes the tree, unless it is there.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="mebibytes">How large.</param>
    public static void Write(string directory, int mebibytes)
    {
        string mark = Path.Combine(directory, ".complete");
        if (File.Exists(mark) && File.ReadAllText(mark) == mebibytes.ToString(CultureInfo.InvariantCulture))
        {
            return;
        }

        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Random random = new(1);
        long left = (long)mebibytes << 20;
        for (int i = 0; left > 0; i++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(directory, $"d{i % Directories}")).FullName;
            string text = CreateText(random, Sizes[random.Next(Sizes.Length)]);
            File.WriteAllText(Path.Combine(folder, $"f{i}.{Extensions[random.Next(Extensions.Length)]}"), text);
            left -= text.Length;
        }

        File.WriteAllText(mark, mebibytes.ToString(CultureInfo.InvariantCulture));
    }

    private static string CreateText(Random random, int length)
    {
        StringBuilder text = new(length + 200);
        while (text.Length < length)
        {
            string[] words = [.. Enumerable.Range(0, random.Next(3, 14)).Select(_ => Words[random.Next(Words.Length)])];
            string sentence = string.Join(' ', words);
            text.Append(random.Next(20) switch
            {
                < 8 => $"    {sentence}",
                < 12 => string.Create(CultureInfo.InvariantCulture, $"{words[0]}_{words[1]} = {words[2]}({words[^1]}, {random.NextDouble():0.000000})"),
                < 15 => $"  \"{words[0]}\": \"{sentence}\",",
                < 17 => $"2026-01-02 INFO {words[0]} {random.NextInt64():x16} {sentence}",
                < 18 => $"# {sentence} https://example.org/{words[0]}/{words[1]}",
                18 => string.Create(CultureInfo.InvariantCulture, $"{words[0]}.{words[1]}[{random.Next(1000)}] = ({random.Next()}, {random.Next()})"),
                _ => random.Next(10) == 0 ? Near[random.Next(Near.Length)] : sentence,
            }).Append('\n');
        }

        return text.ToString();
    }
}
