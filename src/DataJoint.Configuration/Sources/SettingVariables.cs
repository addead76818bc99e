namespace DataJoint.Configuration.Sources;

/// <summary>Which variables give settings their values.</summary>
internal static class SettingVariables
{
    /// <summary>The variable that gives all stores.</summary>
    public const string Stores = EnvironmentSource.StoresVariable;

    /// <summary>The variable that chooses the environment.</summary>
    public const string Environment = ControlVariables.Environment;

    /// <summary>Whether a variable gives a setting in any of its forms, <c>_FILE</c> and those of single stores included.</summary>
    /// <param name="name">The variable's name, in upper case.</param>
    public static bool GiveSetting(string name)
    {
        string plain = EnvironmentSource.BaseOfFileVariable(name) ?? name;
        return plain == Stores || EnvironmentSource.TryFindSetting(plain, out _) || name.StartsWith(StoreVariables.Prefix, StringComparison.Ordinal);
    }
}
