namespace DataJoint.Configuration.Sources;

/// <summary>The <c>DJ_*</c> variables: those of settings and of single stores, and below them DJ_STORES.</summary>
internal sealed class EnvironmentSource : ISource
{
    public const string StoresVariable = "DJ_STORES";
    public const string CustomVariable = "DJ_CUSTOM";
    public const string FileSuffix = "_FILE";

    private static readonly Dictionary<string, SettingDefinition> ByVariable = IndexVariables();

    public SettingLayer Layer => SettingLayer.Environment;

    public bool ReadsFiles => false;

    public static bool TryFindSetting(string variable, out SettingDefinition definition) =>
        ByVariable.TryGetValue(variable, out definition!);

    public static string? BaseOfFileVariable(string name) =>
        name.EndsWith(FileSuffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - FileSuffix.Length) : null;

    public IEnumerable<string> Locate(SourceReading reading) => [];

    public void Read(SourceReading reading) => new EnvironmentReader(reading).Read();

    private static Dictionary<string, SettingDefinition> IndexVariables()
    {
        Dictionary<string, SettingDefinition> index = new(StringComparer.Ordinal);
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            foreach (string variable in definition.EnvironmentVariables)
            {
                index.Add(variable, definition);
            }
        }

        return index;
    }
}
