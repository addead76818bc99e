using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs;

/// <summary>The token that another program keeps fresh in a file; read anew for every exchange.</summary>
internal sealed class FileSubjectToken(TokenService service, CredentialDocument source) : ISubjectTokenSource
{
    private const int Largest = 1 << 20;

    private readonly string _path = source.Text("file");
    private readonly SubjectTokenFormat _format = SubjectTokenFormat.Of(source);

    public async Task<Secret> ReadAsync(string who, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await ReadTextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw service.Fault(StoreErrorCode.NoCredentials, $"the file with the token of {who} (credential_source.file) cannot be read.");
        }

        return _format.Find(text)
            ?? throw service.Fault(StoreErrorCode.NoCredentials, $"the file of {who} (credential_source.file) holds no token in the format that credential_source.format tells.");
    }

    private async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        var file = File.OpenRead(_path);
        await using (file.ConfigureAwait(false))
        {
            var bytes = new byte[Math.Clamp(file.CanSeek ? file.Length + 1 : Largest, 1, Largest)];
            var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return count < Largest ? Encoding.UTF8.GetString(bytes, 0, count) : throw new IOException("The file is too large for a token.");
        }
    }
}
