using DataJoint.Configuration.Editing.Files;

namespace DataJoint.Configuration.Editing;

/// <summary>A file could not be changed as asked. It is as it was before.</summary>
public sealed class ConfigurationEditException : IOException, IDataJointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="diagnostic">What was refused, why, and what to do about it.</param>
    /// <param name="isTransient">Whether trying again later may help.</param>
    public ConfigurationEditException(Diagnostic diagnostic, bool isTransient = false)
        : base(diagnostic?.Message ?? throw new ArgumentNullException(nameof(diagnostic)))
    {
        Diagnostic = diagnostic;
        IsTransient = isTransient;
    }

    /// <summary>What was refused, why, and what to do about it.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether trying again later may help, as when another program is editing the file.</summary>
    public bool IsTransient { get; }

    internal static ConfigurationEditException Refused(string message, string? hint = null, string? file = null) =>
        new(new Diagnostic(EditRules.EditRefused, message, hint, file is null ? null : new Origin(file)));
}
