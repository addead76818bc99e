using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Sources;

/// <summary>The token that another program keeps fresh in a file; read again for every exchange.</summary>
internal sealed class FileSubjectToken(CredentialDocument source) : ISubjectTokenSource
{
    private const int Largest = 1 << 20;

    private readonly string _path = source.Text("file");
    private readonly SubjectTokenFormat _format = SubjectTokenFormat.From(source);

    public Task<Secret> ReadAsync(string who, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = NamedFile.ReadText(_path, Largest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GoogleIdentityException(GoogleIdentityFault.Missing, $"the file with the token of {who} (credential_source.file) cannot be read: {exception.Message}.");
        }

        return Task.FromResult(_format.Find(text)
            ?? throw new GoogleIdentityException(
                GoogleIdentityFault.Missing, $"the file of {who} (credential_source.file) holds no token in the format of credential_source.format."));
    }
}
