using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Which variables give settings their values.</summary>
internal static class SettingVariables
{
    /// <summary>The variable that gives all stores.</summary>
    public const string Stores = EnvironmentSource.StoresVariable;

    /// <summary>The group of settings that it gives.</summary>
    public const string StoresGroup = StoreVariables.Group;

    /// <summary>The variable that gives the laboratory's own settings.</summary>
    public const string Custom = EnvironmentSource.CustomVariable;

    /// <summary>The variable that chooses the environment.</summary>
    public const string Environment = ControlVariables.Environment;

    /// <summary>The variable that keeps all files out.</summary>
    public const string IgnoreFiles = ControlVariables.IgnoreFiles;

    /// <summary>The variable that closes the static members.</summary>
    public const string ThreadSafe = ControlVariables.ThreadSafe;

    /// <summary>Whether the text of a variable such as <see cref="ThreadSafe"/> means true.</summary>
    public static bool IsOn(string text) => ValueReading.TryBoolean(text, out bool value) && value;

    /// <summary>Whether a variable gives a setting in any of its forms, <c>_FILE</c> and those of single stores included.</summary>
    /// <param name="name">The variable's name, in upper case.</param>
    public static bool GiveSetting(string name)
    {
        string plain = EnvironmentSource.BaseOfFileVariable(name) ?? name;
        return plain is Stores or Custom || EnvironmentSource.TryFindSetting(plain, out _) || name.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal);
    }

    /// <summary>The variable that gives one attribute of a store.</summary>
    /// <param name="key">The attribute.</param>
    /// <param name="stores">The stores that are known where the variable is read.</param>
    /// <returns>Its name, or null where a variable of that name would be read as something else, or has characters that shells do not take.</returns>
    public static string? ForAttribute(SettingKey key, IReadOnlyCollection<string> stores)
    {
        if (key.Store is not string store)
        {
            return null;
        }

        string name = StoreVariables.Prefix + StoreVariables.InVariables(store) + "_" + key.Attribute!.ToUpperInvariant();
        bool isName = name.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_') && EnvironmentSource.BaseOfFileVariable(name) is null;
        return isName && new StoreVariables(stores).Match(name, name, new DiagnosticBag()) == key ? name : null;
    }
}
