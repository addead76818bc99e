using CsCheck;

namespace DataJoint.Configuration.Tests;

public sealed class PlaceLaws
{
    private static readonly (string Key, string Value)[] Bad =
    [
        ("database.port", "0"), ("database.port", "\"many\""), ("safemode", "\"vielleicht\""), ("loglevel", "\"é😀\""), ("database.host", "\"a b\""),
        ("display.limit", "-1"), ("stores.a.token_length", "1.5"), ("database.password", "12345"), ("database.user", "true"), ("stores.a.subfolding", "[\"x\"]"),
    ];

    private static readonly string[] Trivia = ["", " ", "\t", "\n", "\r\n", "/* é漢😀 */", "// {\"x\": 1,\n", "/*\n*/"];

    [Fact]
    public void The_place_of_every_bad_value_points_at_the_value() =>
        Gen.Select(Gen.Int[0, Bad.Length - 1], Gen.Int[0, Trivia.Length - 1].Array[8], Gen.Bool, Gen.Bool).Sample(
            (which, trivia, mark, nested) =>
            {
                (string key, string value) = Bad[which];
                string T(int i) => Trivia[trivia[i]];
                int dot = key.IndexOf('.');
                string head = $"{(mark ? "\uFEFF" : "")}{T(0)}{{{T(1)}\"custom.é\":{T(2)}\"漢😀\",{T(3)}";
                head += nested && dot > 0 ? $"\"{key.Substring(0, dot)}\":{{{T(4)}\"{key.Substring(dot + 1)}\"{T(5)}:{T(6)}" : $"\"{key}\"{T(5)}:{T(6)}";
                string tail = (nested && dot > 0 ? "}" : "") + T(7) + "}";
                using TestProject project = new();
                Diagnostic error = project.WithSecret("datajoint.json", head + value + tail).DiagnoseOne();
                return error.Place() == ".secrets/datajoint.json:" + End(head);
            },
            iter: 300, threads: 1);

    [Fact]
    public void The_origin_of_every_good_value_points_at_the_value() =>
        Gen.Select(Settings.Gen, Gen.Int).Sample(
            (settings, seed) =>
            {
                string text = Settings.Nested(settings, new Random(seed));
                using TestProject project = new();
                DataJointConfig config = project.WithSecret("datajoint.json", text).Load();
                string[] lines = text.Split('\n');
                return settings.All(setting =>
                {
                    Origin? origin = config.Snapshot.Find(setting.Key).Origin;
                    return origin is not null && lines[origin.Line!.Value - 1].Substring(origin.Column!.Value - 1).StartsWith(setting.Value, StringComparison.Ordinal);
                });
            },
            iter: 200, threads: 1);

    /// <summary>The place behind a text, counted independently.</summary>
    private static string End(string text)
    {
        string last = text.Substring(text.LastIndexOf('\n') + 1).TrimStart('\uFEFF');
        int column = last.EnumerateRunes().Count() + 1;
        return $"{text.Count(c => c == '\n') + 1}:{column}";
    }
}
