namespace DataJoint.Stores.Probes;

/// <summary>Ends a step whose calls all worked but whose outcome is wrong.</summary>
internal sealed class ProbeFinding(string message, string hint) : Exception(message)
{
    public string Hint => hint;
}
