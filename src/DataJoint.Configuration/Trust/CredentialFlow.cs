namespace DataJoint.Configuration.Trust;

/// <summary>A credential and where it is sent. Names and origins only.</summary>
/// <param name="Subject">What is opened: <c>database</c>, or the store.</param>
/// <param name="Credential">The credential.</param>
/// <param name="Destination">Where it is sent.</param>
internal sealed record CredentialFlow(string Subject, CredentialOrigin Credential, CredentialDestination Destination)
{
    /// <summary>Whether credential and destination come from different layers.</summary>
    public bool CrossesLayers => Credential.Layer != Destination.Layer;

    /// <summary>Whether a credential from outside the project would go to a destination that only the project names, or less protected because of it.</summary>
    public bool NeedsTrust => Credential is { IsOutside: true, IsUnreadable: false } && (IsOnlyOfProject || Destination.Loss is not null);

    /// <summary>Whether only the project names the destination.</summary>
    public bool IsOnlyOfProject => Destination.IsFromProject && !Destination.IsVendor;

    public string CredentialName => Credential.Name;

    public Origin? CredentialOrigin => Credential.Origin;

    public string DestinationText => Destination.Text;

    public Origin? DestinationOrigin => Destination.Origin;

    /// <summary>What is unprotected on the way, as the end of a sentence, or empty.</summary>
    public string Exposure => Destination.Exposure;

    /// <summary>The flow in words.</summary>
    public string Describe(string verb) =>
        $"{Credential} {verb} {Display.Sanitize(Destination.Text)}{(Destination.Origin is null ? "" : $" ({Destination.Origin})")}";
}
