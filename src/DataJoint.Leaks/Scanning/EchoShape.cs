using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Passwords that a shell hands to a program: <c>echo … | sudo -S</c>, <c>echo user:… | chpasswd</c></summary>
internal sealed class EchoShape : IShape
{
    public IReadOnlyList<string> Needles { get; } = ["--password-stdin", "sudo -s", "chpasswd", "su -c", "passwd --stdin"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        int lineStart = passage.LineStart(at);
        ReadOnlySpan<char> before = passage.Text[lineStart..at];
        int pipe = before.LastIndexOf('|');
        int echo = pipe < 0 || passage.Text[at..].StartsWith("sudo -s") ? -1 : before[..pipe].LastIndexOf("echo ");
        if (echo < 0)
        {
            return;
        }

        ReadOnlySpan<char> value = before[(echo + "echo ".Length)..pipe].Trim();
        value = (value.StartsWith("-n ") || value.StartsWith("-e ") ? value[3..] : value).Trim().Trim("\"'\\");
        value = value.EndsWith("\\n") ? value[..^2] : value;
        int colon = passage.Text[at] is 'c' ? value.IndexOf(':') + 1 : 0;
        if (!value.ContainsAny(" ;&`") && SecretText.IsPlausible(value[colon..], NameKind.Password, isQuoted: false))
        {
            passage.Text.Overlaps(value, out int start);
            found.Add(new Match(LeakRules.CommandArgument, lineStart + echo, start + colon, start + value.Length));
        }
    }
}
