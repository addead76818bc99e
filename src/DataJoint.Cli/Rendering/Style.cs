namespace DataJoint.Cli.Rendering;

/// <summary>Colours for a terminal, or none. Nothing is said by colour alone.</summary>
/// <param name="HasColor">Whether there are any.</param>
internal readonly record struct Style(bool HasColor)
{
    public string Bold(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Red(string text) => Wrap(text, "1;31");

    public string Green(string text) => Wrap(text, "32");

    public string Yellow(string text) => Wrap(text, "1;33");

    public string Blue(string text) => Wrap(text, "1;34");

    public string Cyan(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => HasColor && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
