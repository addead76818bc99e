namespace DataJoint.Configuration.Sources;

/// <summary>The kinds of what is wrong with environment variables.</summary>
internal static class VariableRules
{
    public static readonly DiagnosticRule InvalidControlVariable = new(
        DiagnosticIds.InvalidControlVariable, DiagnosticSeverity.Error, "A control variable is not true or false",
        "DJ_STRICT, DJ_IGNORE_CONFIG_FILE and DJ_THREAD_SAFE take true, false, 1, 0, yes, no, on or off.",
        "Correct the variable, or unset it.");

    public static readonly DiagnosticRule ConflictingVariables = new(
        DiagnosticIds.ConflictingVariables, DiagnosticSeverity.Error, "Two variables contradict each other",
        "A setting is given both directly and by its _FILE variable, or by two names with different values.",
        "Unset one of the two.");

    public static readonly DiagnosticRule EmptySecretVariable = new(
        DiagnosticIds.EmptySecretVariable, DiagnosticSeverity.Warning, "A variable for a secret is empty",
        "An undefined CI secret arrives as the empty string. It counts as unset.",
        "Define the secret in the CI system, or unset the variable.");

    public static readonly DiagnosticRule UnknownVariable = new(
        DiagnosticIds.UnknownVariable, DiagnosticSeverity.Warning, "A DJ_ variable that is nearly right",
        "The variable is not one that DataJoint reads, but its name is close to one, so it is probably misspelt.",
        "Rename the variable as suggested, or unset it.");

    public static readonly DiagnosticRule AmbiguousStoreVariable = new(
        DiagnosticIds.AmbiguousStoreVariable, DiagnosticSeverity.Error, "A store variable fits two stores",
        "In variable names every character other than a letter or digit becomes `_`, so two store names can look the same.",
        "Use DJ_STORES, or rename one of the stores.");

    public static readonly DiagnosticRule UnmatchedStoreVariable = new(
        DiagnosticIds.UnmatchedStoreVariable, DiagnosticSeverity.Warning, "A store variable fits no store",
        "The variable names neither a known store nor ends in a known attribute, so it has no effect.",
        "Correct the name: DJ_STORES_<NAME>_<ATTRIBUTE>.");
}
