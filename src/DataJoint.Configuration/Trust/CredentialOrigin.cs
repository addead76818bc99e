using DataJoint.Configuration.Secrets;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>A credential by name and origin; never its text.</summary>
/// <param name="Name">The setting, or what the platform gives.</param>
/// <param name="Origin">Where it comes from, or null for the platform.</param>
/// <param name="Layer">Its layer, or null for the platform.</param>
/// <param name="IsOutside">Whether it comes from outside the project: a variable, the program, mounted secrets or the platform.</param>
internal sealed record CredentialOrigin(string Name, Origin? Origin, SettingLayer? Layer, bool IsOutside)
{
    /// <summary>Whether whoever receives it can use it as it is: a token of the platform's identity.</summary>
    public bool IsBearer { get; init; }

    /// <summary>Whether the project refers to it: the text comes from wherever it is kept.</summary>
    public bool IsReference { get; init; }

    /// <summary>Whether nobody resolves the reference, so that there is nothing to send.</summary>
    public bool IsUnreadable => Scheme is not null && !SecretSchemes.IsKnown(Scheme);

    private string? Scheme { get; init; }

    public static CredentialOrigin Ambient(string name) => new(name, null, null, IsOutside: true);

    public static CredentialOrigin From(string name, RawValue value) => ProjectValue.GivesReference(value) && (value.Value as Secret)?.Question is (BoundReference bound, _)
        ? new($"what {name} refers to, {Display.Sanitize(bound.Reference.Text, 200)}", value.Origin, value.Layer, IsOutside: true) { IsReference = true, Scheme = bound.Scheme }
        : new(name, value.Origin, value.Layer, ComesFromOutside(value));

    /// <summary>Name and origin.</summary>
    /// <returns>For example <c>database.password (DJ_PASS)</c>.</returns>
    public override string ToString() => Origin is null ? Name : $"{Name} ({Origin})";

    private static bool ComesFromOutside(RawValue value) => value.Layer switch
    {
        SettingLayer.Environment or SettingLayer.Programmatic => true,
        SettingLayer.Secrets => !ProjectValue.Is(value),
        _ => false,
    };
}
