using System.Net;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>The token that an identity provider gives at an address: a CI service, or a metadata service beside this machine.</summary>
internal sealed class UrlSubjectToken : ISubjectTokenSource
{
    private readonly TokenService _service;
    private readonly Uri _address;
    private readonly SubjectTokenFormat _format;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;

    /// <exception cref="GoogleIdentityException">The address or a header is invalid.</exception>
    public UrlSubjectToken(TokenService service, CredentialDocument source)
    {
        _service = service;
        _format = SubjectTokenFormat.From(source);
        _headers = source.Has("headers") ? source.Section("headers").Members() : [];
        if (!Uri.TryCreate(source.Text("url"), UriKind.Absolute, out Uri? address) || address.UserInfo.Length > 0 || !(address.Scheme == Uri.UriSchemeHttps || IsBeside(address)))
        {
            throw source.CreateException("url must begin with https://; http:// is for this machine and its metadata service (169.254.169.254) only");
        }

        _address = address;
        using var trial = new HttpRequestMessage();
        if (_headers.Any(header => header.Value.Any(c => !char.IsAscii(c) || char.IsControl(c)) || !trial.Headers.TryAddWithoutValidation(header.Key, header.Value)))
        {
            throw source.CreateException("headers holds one that a request cannot have");
        }
    }

    public async Task<Secret> ReadAsync(string who, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request();
        string text = await _service.ReadTextAsync(request, who, cancellationToken).ConfigureAwait(false);
        return _format.Find(text)
            ?? throw new GoogleIdentityException(
                GoogleIdentityFault.UnexpectedAnswer, $"{_address.Host} gives no token for {who} in the format of credential_source.format.");
    }

    private static bool IsBeside(Uri address) => address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || (
        IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? number)
        && (number.AddressFamily == AddressFamily.InterNetwork ? number.GetAddressBytes() is [169, 254, ..] : number.IsIPv6LinkLocal)));

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _address);
        foreach ((string name, string value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
