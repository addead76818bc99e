using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>A service account for which somebody else acts, as <c>gcloud auth application-default login --impersonate-service-account</c> writes it.</summary>
internal sealed class ImpersonatedAccount(TokenService service, CredentialDocument document, string origin) : ITokenSource
{
    private readonly ServiceAccountImpersonation _account = new(service, document);
    private readonly ITokenSource _source = document.Source("source_credentials");

    public string Name => $"service account {_account.Account}, for which {_source.Name} acts";

    public async Task<GoogleToken> AskAsync(CancellationToken cancellationToken) => await _account.ExchangeAsync(
        await _source.AskAsync(cancellationToken).ConfigureAwait(false), $"service account {_account.Account} from {origin}", cancellationToken).ConfigureAwait(false);
}
