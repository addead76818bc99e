using DataJoint.Configuration;

namespace DataJoint;

/// <summary>Whether <c>DJ_THREAD_SAFE</c> closes what the whole program shares.</summary>
internal static class ThreadSafeMode
{
    private const string Variable = "DJ_THREAD_SAFE";

    /// <summary>Reads the variable; empty is unset.</summary>
    /// <exception cref="ConfigurationException">It is neither true nor false.</exception>
    internal static bool IsOn(Surroundings surroundings)
    {
        string text = surroundings.ListVariables().FirstOrDefault(variable => variable.Key == Variable).Value ?? "";
        return text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "" or "false" or "0" or "no" or "off" => false,
            _ => throw new ConfigurationException(
            [
                new Diagnostic(
                    DiagnosticRules.InvalidControlVariable, $"{Variable}: expected true or false, found {Display.Quote(text)}",
                    "Write true or false, or unset it.", new Origin(Variable)),
            ]),
        };
    }
}
