using System.Text;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>The variables as datajoint-python sees them. It finds a name in any case, but only the upper-case one beats the file.</summary>
internal sealed class PythonEnvironment
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public PythonEnvironment(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        foreach (KeyValuePair<string, string> variable in variables)
        {
            _variables[variable.Key] = variable.Value;
        }
    }

    /// <summary>What DJ_CONFIG_FILE names, or null.</summary>
    public string? ConfigFile => _variables.TryGetValue(ControlVariables.ConfigFile, out string? file) && file.Length > 0 ? file : null;

    public bool IgnoresFiles => Find(ControlVariables.IgnoreFiles).Text is string text && PythonChecks.Flag(text) == "true";

    /// <summary>Whether <c>DJ_THREAD_SAFE</c> is on, by Python's words for it; null when it is not set.</summary>
    public bool? IsThreadSafe => ThreadSafeText?.ToLowerInvariant() is string text ? text is "true" or "1" or "yes" : null;

    public string? ThreadSafeText =>
        _variables.TryGetValue(PythonFields.ThreadSafeVariable, out string? text) && text.Length > 0 ? text : null;

    /// <summary>Variables that are there in several spellings with several values: which one counts depends on their order.</summary>
    public IEnumerable<string> ListAmbiguous() =>
        from variable in _variables
        where PythonFields.ReadsInAnyCase(variable.Key)
        group variable by variable.Key.ToUpperInvariant() into spellings
        where PythonFields.Reads(spellings.Key) && spellings.Select(s => s.Value).Distinct().Count() > 1
        select spellings.Key;

    /// <summary>Whether the variable keeps the field from being read from the file.</summary>
    public bool BeatsFile(PythonField field) =>
        field.BeatsFile && _variables.TryGetValue(field.Variable!, out string? text) && text.Length > 0;

    /// <summary>Puts in what the variables give before any file is read.</summary>
    /// <returns>The variables with which <c>import datajoint</c> raises an exception, and why; no value is quoted.</returns>
    public IEnumerable<(string Source, string Why)> Apply(PythonState state)
    {
        foreach (PythonField field in PythonFields.All)
        {
            if (field.Variable is not null && Find(field.Variable) is (string name, string text))
            {
                string? value = PythonChecks.Convert(field, text);
                state.Settings[field.Key] = new PythonValue(value, name);
                if (value is null)
                {
                    yield return (name, text.Length == 0 ? "it is set but empty" : field.Expectation);
                }
            }
        }

        if (Find(ControlVariables.IgnoreFiles) is (string control, string flag) && PythonChecks.Flag(flag) is null)
        {
            yield return (control, "it is not a boolean to it");
        }

        foreach (string group in PythonFields.GroupVariables)
        {
            if (Find(group) is (string found, string json) && ApplyGroup(state, group, found, json) is string objection)
            {
                yield return (found, objection);
            }
        }

        if (Find(PythonFields.OddStoresVariable) is (string odd, string stores))
        {
            PythonNode? node = PythonJson.ReadAny(stores);
            state.PutStores(node, odd);
            if (node is null || node.Kind is not (PythonNodeKind.Dictionary or PythonNodeKind.Null))
            {
                yield return (odd, "it expects the stores as JSON there");
            }
        }
    }

    /// <summary>Replaces the stores by those of DJ_STORES.</summary>
    /// <returns>Why Python does not start, or null.</returns>
    public string? ApplyStores(PythonState state)
    {
        if (!_variables.TryGetValue(EnvironmentSource.StoresVariable, out string? text) || text.Length == 0)
        {
            return null;
        }

        PythonNode? stores = PythonJson.Read(Encoding.UTF8.GetBytes(text), out string? objection);
        state.PutStores(stores, EnvironmentSource.StoresVariable);
        return objection;
    }

    /// <summary>A variable that gives a whole group as JSON; it beats those of the single settings.</summary>
    private static string? ApplyGroup(PythonState state, string variable, string name, string text)
    {
        PythonNode? node = PythonJson.ReadAny(text);
        if (node is null || node.Kind is not (PythonNodeKind.Dictionary or PythonNodeKind.Null))
        {
            return "it expects JSON for a whole group there";
        }

        string group = variable.Substring(HostEnvironment.VariablePrefix.Length).ToLowerInvariant();
        foreach (KeyValuePair<string, PythonNode> member in node.Members)
        {
            PythonField? field = PythonFields.All.FirstOrDefault(
                f => f.Group == group && string.Equals(f.GroupMember, member.Key, StringComparison.OrdinalIgnoreCase));
            bool isNull = member.Value.Kind == PythonNodeKind.Null;
            string? value = field is null || isNull ? null : PythonChecks.Convert(field, member.Value);
            if (field is null || (value is null && !(isNull && field.TakesNull)))
            {
                return $"it does not take {Display.Sanitize(member.Key)} with that value there";
            }

            state.Settings[field.Key] = new PythonValue(value, name);
        }

        return null;
    }

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
