namespace DataJoint.Checks;

/// <summary>A place that could give a secret.</summary>
public sealed class SecretPlace
{
    internal SecretPlace(string name, string? command)
    {
        Name = name;
        Command = command;
    }

    /// <summary>The place: <c>.secrets/</c>, a variable, a file.</summary>
    public string Name { get; }

    /// <summary>The command that puts it there, to paste into a shell; null where none of this machine does.</summary>
    public string? Command { get; }

    /// <summary>The place.</summary>
    /// <returns>Its name.</returns>
    public override string ToString() => Name;
}
