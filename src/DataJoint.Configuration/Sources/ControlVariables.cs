using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>The variables that steer loading itself and are not settings.</summary>
internal sealed class ControlVariables
{
    public const string Environment = "DJ_ENV";
    public const string SecretsDirectory = "DJ_SECRETS_DIR";
    public const string IgnoreFiles = "DJ_IGNORE_CONFIG_FILE";
    public const string ConfigFile = "DJ_CONFIG_FILE";
    public const string Strict = "DJ_STRICT";
    public const string ThreadSafe = "DJ_THREAD_SAFE";
    public const string Trust = "DJ_TRUST";
    public const string AllowPrograms = "DJ_ALLOW_EXEC";

    public static readonly string[] Names = [Environment, SecretsDirectory, IgnoreFiles, ConfigFile, Strict, ThreadSafe, Trust, AllowPrograms];

    private ControlVariables()
    {
    }

    /// <summary>As when none is set.</summary>
    public static ControlVariables None { get; } = new();

    public string? EnvironmentValue { get; private set; }

    public string? SecretsDirectoryValue { get; private set; }

    public bool IgnoresFiles { get; private set; }

    /// <summary>The project file that <c>DJ_CONFIG_FILE</c> names in place of the search, as written.</summary>
    public string? ConfigFileValue { get; private set; }

    public bool IsStrict { get; private set; }

    public bool IsThreadSafe { get; private set; }

    /// <summary>Whether references may run the programs that they name.</summary>
    public bool AllowsPrograms { get; private set; }

    /// <summary>What <c>DJ_TRUST</c> lists, as written.</summary>
    public IReadOnlyList<string> TrustedDestinations { get; private set; } = [];

    public static ControlVariables Read(IReadOnlyList<KeyValuePair<string, string>> variables, DiagnosticBag diagnostics)
    {
        ControlVariables control = new();
        foreach (KeyValuePair<string, string> variable in variables)
        {
            if (variable.Value.Length == 0)
            {
                continue;
            }

            switch (variable.Key)
            {
                case Environment:
                    control.EnvironmentValue = variable.Value;
                    break;
                case SecretsDirectory:
                    control.SecretsDirectoryValue = variable.Value;
                    break;
                case IgnoreFiles:
                    control.IgnoresFiles = ReadFlag(variable, diagnostics);
                    break;
                case ConfigFile:
                    control.ConfigFileValue = variable.Value;
                    break;
                case Strict:
                    control.IsStrict = ReadFlag(variable, diagnostics);
                    break;
                case ThreadSafe:
                    control.IsThreadSafe = ReadFlag(variable, diagnostics);
                    break;
                case AllowPrograms:
                    control.AllowsPrograms = ReadFlag(variable, diagnostics);
                    break;
                case Trust:
                    control.TrustedDestinations = variable.Value.Split([','], StringSplitOptions.RemoveEmptyEntries);
                    break;
                default:
                    break;
            }
        }

        return control;
    }

    /// <summary>Whether <c>DJ_THREAD_SAFE</c> is on; asked without a load, too.</summary>
    public static bool ReadThreadSafe(IReadOnlyList<KeyValuePair<string, string>> variables, DiagnosticBag diagnostics)
    {
        KeyValuePair<string, string> variable = variables.FirstOrDefault(static v => v.Key == ThreadSafe);
        return !string.IsNullOrEmpty(variable.Value) && ReadFlag(variable, diagnostics);
    }

    private static bool ReadFlag(KeyValuePair<string, string> variable, DiagnosticBag diagnostics)
    {
        if (!ValueReading.TryBoolean(variable.Value, out bool value))
        {
            diagnostics.Add(
                VariableRules.InvalidControlVariable,
                $"{variable.Key}: expected true or false, found {Display.Quote(variable.Value)}",
                "Write true or false, or unset it.", new Origin(variable.Key));
        }

        return value;
    }
}
