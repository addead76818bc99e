using System.Text;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>The variables as datajoint-python sees them. It finds a name in any case, but only the upper-case one beats the file.</summary>
internal sealed class PythonEnvironment
{
    private const string IgnoreFiles = "DJ_IGNORE_CONFIG_FILE";
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public PythonEnvironment(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        foreach (KeyValuePair<string, string> variable in variables)
        {
            _variables[variable.Key] = variable.Value;
        }
    }

    /// <summary>Whether the variable keeps the field from being read from the file.</summary>
    public bool BeatsFile(PythonField field) =>
        field.BeatsFile && _variables.TryGetValue(field.Variable!, out string? text) && text.Length > 0;

    public bool IgnoresFiles => Find(IgnoreFiles).Text is string text && PythonChecks.Flag(text) == "true";

    /// <summary>The value that the field has before any file is read, or null.</summary>
    public PythonValue? Read(PythonField field)
    {
        if (field.Variable is null)
        {
            return null;
        }

        (string name, string? text) = Find(field.Variable);
        return text is null ? null : new PythonValue(PythonChecks.Convert(field, text), name);
    }

    /// <summary>DJ_STORES, or null when it is not set or empty.</summary>
    public PythonNode? ReadStores() =>
        _variables.TryGetValue(EnvironmentSource.StoresVariable, out string? text) && text.Length > 0
            ? PythonJson.Read(Encoding.UTF8.GetBytes(text), out _)
            : null;

    /// <summary>The variables with which <c>import datajoint</c> raises an exception, and why; no value is quoted.</summary>
    public IEnumerable<(string Variable, string Why)> ListImportFailures()
    {
        foreach (PythonField field in PythonFields.All)
        {
            if (Read(field) is { Text: null } rejected)
            {
                yield return (rejected.Source!, _variables[rejected.Source!].Length == 0 ? "it is set but empty" : Expected(field));
            }
        }

        if (Find(IgnoreFiles) is (string name, string flag) && PythonChecks.Flag(flag) is null)
        {
            yield return (name, "it is not a boolean to it");
        }

        foreach (string group in PythonFields.GroupVariables)
        {
            if (Find(group) is (string found, string text) && PythonJson.Read(Encoding.UTF8.GetBytes(text), out _) is null)
            {
                yield return (found, "it expects JSON for a whole group there");
            }
        }

        if (_variables.TryGetValue(EnvironmentSource.StoresVariable, out string? stores) && stores.Length > 0)
        {
            PythonJson.Read(Encoding.UTF8.GetBytes(stores), out string? objection);
            if (objection is not null)
            {
                yield return (EnvironmentSource.StoresVariable, objection);
            }
        }
    }

    private static string Expected(PythonField field) => field.Kind switch
    {
        PythonFieldKind.Word => "it takes exactly " + string.Join(", ", field.Words),
        PythonFieldKind.Boolean => "it is not a boolean to it; spaces around the word do not go",
        _ => "it is not a whole number to it",
    };

    private (string Name, string? Text) Find(string variable)
    {
        if (_variables.TryGetValue(variable, out string? exact))
        {
            return (variable, exact);
        }

        foreach (KeyValuePair<string, string> other in _variables)
        {
            if (string.Equals(other.Key, variable, StringComparison.OrdinalIgnoreCase))
            {
                return (other.Key, other.Value);
            }
        }

        return (variable, null);
    }
}
