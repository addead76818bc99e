using DataJoint.Configuration;
using DataJoint.Configuration.Values;

namespace DataJoint.Checks.Configuration;

/// <summary>Goes through what a source gives.</summary>
internal static class TableValues
{
    /// <summary>Every value with its full key.</summary>
    public static IEnumerable<(string Key, RawValue Value)> List(ValueTable table)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            if (table.Get(definition) is RawValue value)
            {
                yield return (definition.Key, value);
            }
        }

        foreach (KeyValuePair<string, Dictionary<string, RawValue>> store in table.Stores ?? [])
        {
            foreach (KeyValuePair<string, RawValue> attribute in store.Value)
            {
                yield return ($"stores.{store.Key}.{attribute.Key}", attribute.Value);
            }
        }

        foreach (KeyValuePair<string, RawValue> custom in table.Custom ?? [])
        {
            yield return (custom.Key, custom.Value);
        }
    }
}
