using System.Globalization;

namespace DataJoint.Fuzz;

/// <summary>The command line: <c>--seconds N --seed S --target NAME --corpus DIR --save</c>, or <c>--load FILE</c>.</summary>
internal sealed class FuzzOptions
{
    public int Seconds { get; private set; } = 60;

    public int Seed { get; private set; } = 1;

    public string? Target { get; private set; }

    public string Corpus { get; private set; } = Path.Combine("fuzz", "corpus");

    public bool Save { get; private set; }

    /// <summary>A file to load once as datajoint.json, to be run under a limit of memory or time.</summary>
    public string? Load { get; private set; }

    public static FuzzOptions? Parse(string[] arguments)
    {
        FuzzOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--save":
                    options.Save = true;
                    continue;
                case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds):
                    options.Seconds = seconds;
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seed):
                    options.Seed = seed;
                    break;
                case "--target" when value is not null:
                    options.Target = value;
                    break;
                case "--corpus" when value is not null:
                    options.Corpus = value;
                    break;
                case "--load" when value is not null:
                    options.Load = value;
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }
}
