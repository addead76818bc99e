using System.Security.Claims;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Laboratory;

/// <summary>A GET without a body.</summary>
internal sealed class LocalRequest(FunctionContext context) : HttpRequestData(context)
{
    public override Stream Body => Stream.Null;

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new("http://localhost/api/login");

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => "GET";

    public override HttpResponseData CreateResponse() => new LocalResponse(FunctionContext);
}
