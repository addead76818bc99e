namespace DataJoint.Leaks.Tests;

/// <summary>A text of a labelled set: each secret in it stands between « and », which are taken away.</summary>
internal sealed class LabelledText
{
    private LabelledText(string path, string text, IReadOnlyList<(int Start, int End)> secrets)
    {
        Path = path;
        Text = text;
        Secrets = secrets;
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Where the secrets are.</summary>
    public IReadOnlyList<(int Start, int End)> Secrets { get; }

    public static LabelledText Parse(string path, string labelled)
    {
        List<(int, int)> secrets = [];
        System.Text.StringBuilder text = new();
        int start = 0;
        foreach (char c in labelled)
        {
            if (c == '«')
            {
                start = text.Length;
            }
            else if (c == '»')
            {
                secrets.Add((start, text.Length));
            }
            else
            {
                text.Append(c);
            }
        }

        return new(path, text.ToString(), secrets);
    }

    /// <summary>Line and column of a place, from 1.</summary>
    public (long Line, long Column) Locate(int at) => (Text[..at].Count(c => c == '\n') + 1, at - Text.LastIndexOf('\n', Math.Max(0, at - 1)));

    public override string ToString() => $"{Path}: {Text}";
}
