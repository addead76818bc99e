using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Compares which stores can be used at all, and whether the static members are closed.</summary>
internal sealed class StoreComparison
{
    private readonly ConfigurationSnapshot _ours;
    private readonly PythonConfiguration _python;
    private readonly PythonFindings _diagnostics;

    public StoreComparison(ConfigurationSnapshot snapshot, PythonConfiguration python, PythonFindings diagnostics)
    {
        _ours = snapshot;
        _python = python;
        _diagnostics = diagnostics;
    }

    public void Compare()
    {
        foreach (KeyValuePair<string, PythonNode> store in _python.Stores)
        {
            CompareStore(store.Key, PythonStoreSpec.FindRefusal(store.Value));
        }

        if (_python.Environment.IsThreadSafe is bool theirs && theirs != SettingVariables.IsOn(_python.Environment.ThreadSafeText!))
        {
            const string Variable = PythonFields.ThreadSafeVariable;
            const string Why = "Python takes only true, 1 and yes for on";
            _diagnostics.Add(
                new PythonDifference(Variable, "true", "false", Why) { OursOrigin = new Origin(Variable), PythonSource = Variable }, $"{Variable}: {Why}", new Origin(Variable));
        }
    }

    private void CompareStore(string name, string? refusal)
    {
        bool isTaken = _ours.Stores.Contains(name) && _ours.Stores.Validate(name).All(d => d.Severity != DiagnosticSeverity.Error);
        if (isTaken == (refusal is null))
        {
            return;
        }

        string key = "stores." + Display.Sanitize(name);
        string reason = refusal is not null ? $"Python refuses the store: {refusal}" : "Python takes the store, which is refused here";
        PythonDifference difference = new(key, isTaken ? "taken" : "refused", refusal is null ? "taken" : "refused", reason);
        _diagnostics.Add(difference, $"{key}: {reason}", null, hint: null);
    }
}
