using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Calls that take credentials by position.</summary>
internal sealed class CallShape : IShape
{
    public IReadOnlyList<string> Needles { get; } =
    [
        "conn(", "mym(", "mysql(", "mysqli(", "s3client(", "minio(", "minioclient(", "credential(", "credentials(", "basicauth(", "database(", "connect(", "connection(", ".login(",
        "credentials.create(", "secretstr(", "secretbytes(", "secret(", "pdo(", "wifi.begin(", "url.create(", "newstaticv4(", "boto3.session(", "postgresql(", "passwordtoken(",
    ];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        int open = at + passage.Text[at..].IndexOf('(');
        foreach (CallForm form in CallForm.All)
        {
            if (passage.Text[..(open + 1)].EndsWith(form.Name, StringComparison.OrdinalIgnoreCase))
            {
                Find(passage, form, open, found);
                return;
            }
        }
    }

    private static void Find(in Passage passage, CallForm form, int open, List<Match> found)
    {
        List<(int Start, int End)> arguments = ArgumentList.Read(passage, open + 1, form.Secrets.Max() + 1);
        int before = found.Count;
        foreach (int index in form.Secrets)
        {
            // MATLAB's mysql('open', host, user, password), and mysql(source, user, password).
            bool isOther = form.Name is "mysql(" && index == 2 && arguments.Count > 3;
            (int start, int end) = !isOther && index < arguments.Count ? arguments[index] : default;
            if (end > start && SecretText.IsPlausible(passage.Text[start..end], form.Kind, isQuoted: true))
            {
                found.Add(new Match(FindRule(form), open + 1 - form.Name.Length, start, end));
            }
        }

        if (form.Kind == NameKind.Password && found.Count == before && (passage.Text[..open].EndsWith("conn") || passage.Text[..open].EndsWith("connect")))
        {
            FindPair(passage, form, open, found);
        }
    }

    /// <summary><c>connect(host, ("ana", "…"))</c></summary>
    private static void FindPair(in Passage passage, CallForm form, int open, List<Match> found)
    {
        ReadOnlySpan<char> rest = passage.Text[(open + 1)..passage.LineEnd(open)];
        int inner = rest.IndexOf('(');
        if (inner >= 0 && ArgumentList.TryReadPair(passage, open + 1 + inner, out (int Start, int End) second) && PairShape.IsPassword(passage.Text[second.Start..second.End]))
        {
            found.Add(new Match(FindRule(form), open + 1 - form.Name.Length, second.Start, second.End));
        }
    }

    private static LeakRule FindRule(CallForm form) =>
        form.Rule is LeakRule rule ? rule
        : form.Name.EndsWith("conn(", StringComparison.Ordinal) || form.Name.StartsWith("dj.", StringComparison.Ordinal) ? LeakRules.DataJointSetting
        : LeakRules.CallArgument;
}
