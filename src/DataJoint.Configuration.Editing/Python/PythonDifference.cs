namespace DataJoint.Configuration.Editing;

/// <summary>Something that datajoint-python resolves differently. Secrets are masked.</summary>
public sealed class PythonDifference
{
    internal PythonDifference(string setting, string? ours, string? python, string reason)
    {
        Setting = setting;
        Ours = ours;
        Python = python;
        Reason = reason;
    }

    /// <summary>The key of the setting, <c>stores.&lt;name&gt;</c> for a store that only one of the two takes, or the variable <c>DJ_THREAD_SAFE</c>.</summary>
    public string Setting { get; }

    /// <summary>The value here, or null when there is none.</summary>
    public string? Ours { get; }

    /// <summary>The value in Python, or null when there is none.</summary>
    public string? Python { get; }

    /// <summary>Whether the values are secret, and therefore masked; equal masks say nothing about what is below.</summary>
    public bool IsSecret { get; internal init; }

    /// <summary>Where the value comes from here, or null.</summary>
    public Origin? OursOrigin { get; internal init; }

    /// <summary>The file or variable that Python takes it from, or null for a default.</summary>
    public string? PythonSource { get; internal init; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>The setting and the reason.</summary>
    /// <returns>For example <c>database.port: the default port follows …</c>.</returns>
    public override string ToString() => $"{Setting}: {Reason}";
}
