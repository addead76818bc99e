using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Tables of values that a program sets.</summary>
internal static class ProgrammaticTable
{
    public static ValueTable Create(IEnumerable<KeyValuePair<string, object?>> settings, string origin)
    {
        ValueTable table = new(SettingLayer.Programmatic);
        foreach (KeyValuePair<string, object?> setting in settings)
        {
            SettingKey key = ProgrammaticSource.KeyOf(setting.Key);
            if (setting.Value is not null and not SettingValue { HasValue: false })
            {
                table.Set(key, Read(key, setting.Value, origin));
            }
        }

        return table;
    }

    /// <summary>A copy of a table with one value changed, or removed when the new one is none.</summary>
    public static ValueTable With(ValueTable table, string key, SettingValue value)
    {
        SettingKey meant = ProgrammaticSource.KeyOf(key);
        RawValue? read = value.HasValue ? Read(meant, value, ProgrammaticSource.CodeOrigin) : null;
        return table.CopyWith(meant, read);
    }

    private static RawValue Read(SettingKey key, object value, string origin) =>
        ProgrammaticSource.Read(key, value, origin, out ValueProblem? problem)
        ?? throw new ArgumentException(problem!.Message + (problem.Hint is null ? "" : ". " + problem.Hint));
}
