namespace DataJoint.Configuration.Editing;

/// <summary>A variable that a file gives, on its way to the files of a project.</summary>
public sealed class ImportedVariable
{
    /// <summary>Creates it.</summary>
    /// <param name="name">Its name, such as <c>DJ_HOST</c>.</param>
    /// <param name="value">Its text, which may be a credential.</param>
    /// <param name="line">The line from 1 that it stands in.</param>
    public ImportedVariable(string name, Secret value, int line)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Value = value ?? throw new ArgumentNullException(nameof(value));
        Line = line;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its text.</summary>
    public Secret Value { get; }

    /// <summary>The line from 1 that it stands in.</summary>
    public int Line { get; }

    /// <summary>The name and the line; never the value.</summary>
    /// <returns>For example <c>DJ_HOST (line 3)</c>.</returns>
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0} (line {1})", Display.Sanitize(Name), Line);
}
