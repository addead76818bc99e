using DataJoint.Leaks;

namespace DataJoint.Cli.Running;

/// <summary>Finds secrets in the output of a program. The text that it is given has one character for each byte.</summary>
internal sealed class OutputMask
{
    private readonly FormSearch _forms;

    /// <summary>Prepares the search.</summary>
    /// <param name="secrets">The texts; those that are too short are passed over.</param>
    public OutputMask(IEnumerable<string> secrets) => _forms = new FormSearch(secrets.SelectMany(QuotedForms.List));

    /// <summary>Where the next secret begins, or -1, and the length of the longest one that begins there.</summary>
    public (int At, int Length) Find(ReadOnlySpan<char> text, int from) => _forms.Find(text, from);

    /// <summary>Where a secret may begin that goes on behind the end of the text; the end when there is none.</summary>
    public int FindOpenEnd(ReadOnlySpan<char> text) => _forms.FindOpenEnd(text);
}
