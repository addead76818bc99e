using System.Collections.Concurrent;
using System.Net;

namespace DataJoint.Secrets.Tests;

/// <summary>Counts what is asked, and may answer in place of the server.</summary>
internal sealed class RecordingHandler(HttpMessageHandler inner, Func<HttpRequestMessage, HttpResponseMessage?>? answer = null) : DelegatingHandler(inner)
{
    /// <summary>The actions that were asked for, in this order.</summary>
    public ConcurrentQueue<string> Actions { get; } = new();

    public static HttpResponseMessage Respond(int status, string body) => new((HttpStatusCode)status) { Content = new StringContent(body) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Actions.Enqueue(request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target) ? target.Single().Split('.')[^1] : request.RequestUri!.AbsolutePath);
        return answer?.Invoke(request) ?? await base.SendAsync(request, cancellationToken);
    }
}
