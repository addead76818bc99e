using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing;

/// <content>The address of the schema, which is not a setting.</content>
public sealed partial class ProjectEditor
{
    /// <summary>The address of the schema that <c>datajoint.json</c> names for editors, or the environment's file when one is chosen.</summary>
    /// <returns>The address, or null when the file is not there or names none.</returns>
    /// <exception cref="ConfigurationException">The file is not JSON.</exception>
    public string? FindSchema() => OpenProjectFile().FindText(ConfigurationSchema.Key);

    private List<FileEdit> SetSchema(string address)
    {
        if (address.Trim().Length == 0)
        {
            throw new ArgumentException("the address of the schema is empty");
        }

        return Change(file => file.SetSchema(JsonStrings.Encode(address.Trim())));
    }
}
