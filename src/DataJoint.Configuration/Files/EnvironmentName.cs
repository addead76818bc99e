namespace DataJoint.Configuration.Files;

/// <summary>Names of environments: they become part of file names, so nothing that could make a path is allowed.</summary>
internal static class EnvironmentName
{
    /// <summary>What a message says of a name that is none.</summary>
    public const string Rules = "letters, digits, _ and - are allowed, and 100 characters";

    // datajoint.schema.json is the schema for editors; a file system may not tell it from datajoint.Schema.json.
    private const string Schema = "schema";

    /// <summary>Why a name is none although its characters are allowed, or null.</summary>
    public static string? WhyReserved(string name) =>
        string.Equals(name, Schema, StringComparison.OrdinalIgnoreCase) ? "datajoint.schema.json is the JSON Schema for editors" : null;

    public static bool IsValid(string name)
    {
        foreach (char c in name)
        {
            if (!(c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= 100 && WhyReserved(name) is null;
    }
}
