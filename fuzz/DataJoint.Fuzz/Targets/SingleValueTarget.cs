using DataJoint.Configuration;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>The bytes of a single-value file, for a setting of every type.</summary>
internal static class SingleValueTarget
{
    private static readonly string[] Keys =
    [
        "database.host", "database.port", "database.user", "database.password", "safemode", "loglevel", "stores.default",
        "stores.a.subfolding", "stores.a.token", "stores.a.token_length", "stores.a.anything", "jobs.stale_timeout",
    ];

    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        if (!SingleValueText.TryDecode(bytes, "database.password", out SingleValueText text))
        {
            return [];
        }

        FuzzFailure.Unless(text.Line > 0 && text.Column > 0, "a value has no place");
        FuzzFailure.Unless(text.IsEmpty || text.Text.Trim() == text.Text, "white space is left around a value");
        List<Diagnostic> found = [];
        ValueTable table = new(SettingLayer.Secrets);
        foreach (string name in Keys)
        {
            FuzzFailure.Unless(SettingKey.TryParse(name, out SettingKey? key), name + " is a key");
            if (ValueReading.TryRead(key!.Value, text.Text, out object? value, out ValueProblem? problem))
            {
                table.Set(key.Value, new RawValue(value, SettingLayer.Secrets, name, text.Line, text.Column));
            }
            else
            {
                found.Add(new Diagnostic(problem.Rule, problem.Message, problem.Hint));
            }
        }

        Promises.Check(found);
        Promises.Resolve(table);
        return found;
    }
}
