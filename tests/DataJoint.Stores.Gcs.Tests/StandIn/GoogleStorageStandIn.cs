using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using DataJoint.Servers;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>
/// A stand-in for the few calls of Google's JSON API that the store makes, over HTTP: list, get, media, multipart and resumable uploads, rewrite,
/// delete, and the exchange of claims for tokens. It is not a Google Cloud Storage; it does what its documentation says of these calls.
/// </summary>
internal sealed partial class GoogleStorageStandIn : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Uri _root;
    private readonly ConcurrentDictionary<string, StandInSession> _sessions = new();
    private readonly ConcurrentQueue<(int Status, string Reason)> _failures = new();
    private int _tokens;
    private int _lost;
    private int _cut;
    private int _begun;

    public GoogleStorageStandIn()
    {
        (_listener, _root) = LoopbackListener.Start();
        _ = AcceptAsync();
    }

    public int Port => _root.Port;

    public string Address => _root.GetLeftPart(UriPartial.Authority);

    public StandInBucket Bucket { get; } = new("lab-data");

    /// <summary>The token that is good now.</summary>
    public string Token => $"fake-token-{_tokens}";

    /// <summary>The rights that the identity lacks.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>What every listing is answered with, whatever was asked for; <see langword="null"/> for what is in the bucket.</summary>
    public string? RogueListing { get; set; }

    /// <summary>What was sent to the token service.</summary>
    public ConcurrentQueue<string> Claims { get; } = new();

    /// <summary>How many bytes of a chunk are kept at most; a multiple of 256 KiB.</summary>
    public int TakesAtMost { get; set; } = int.MaxValue;

    /// <summary>Whether a byte of each upload in chunks is changed before it is kept.</summary>
    public bool Damages { get; set; }

    public int SessionsBegun => _begun;

    public int SessionsLeft => _sessions.Count(s => s.Value.Finished is null);

    /// <summary>The next requests for objects get this answer.</summary>
    public void FailNext(int count, int status, string reason = "backendError")
    {
        for (int i = 0; i < count; i++)
        {
            _failures.Enqueue((status, reason));
        }
    }

    /// <summary>The next writes are done, and a gateway loses their answers.</summary>
    public void LoseAnswers(int count) => _lost = count;

    /// <summary>The next writes are done, and their answers break off in the middle.</summary>
    public void CutAnswers(int count) => _cut = count;

    /// <summary>As after a week.</summary>
    public void ForgetSessions() => _sessions.Clear();

    /// <summary>The token that was given last is good no more.</summary>
    public void Withdraw() => Interlocked.Increment(ref _tokens);

    public void Dispose() => _listener.Close();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => ServeAsync(new StandInRequest(context)));
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(StandInRequest request)
    {
        try
        {
            await DispatchAsync(request);
        }
        catch (Refusal refusal)
        {
            await request.AnswerAsync(refusal.Status, JsonSerializer.Serialize(new
            {
                error = new { code = refusal.Status, message = refusal.Message, errors = new[] { new { message = refusal.Message, domain = "global", reason = refusal.Reason } } },
            }));
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private Task DispatchAsync(StandInRequest request)
    {
        switch (request.Path)
        {
            case ["token"]:
                return GiveTokenAsync(request);
            case ["v1", "token"]:
                return ExchangeAsync(request);
            case ["v1", "projects", "-", "serviceAccounts", _]:
                return ImpersonateAsync(request);
            case ["subject"]:
                return GiveSubjectAsync(request);
        }

        if (request.Header("Authorization") != "Bearer " + Token)
        {
            throw new Refusal(401, "Invalid Credentials", "authError");
        }

        if (_failures.TryDequeue(out (int Status, string Reason) failure))
        {
            throw new Refusal(failure.Status, "Backend Error", failure.Reason);
        }

        request.LosesAnswer = EndsWrite(request) && Interlocked.Decrement(ref _lost) >= 0;
        request.CutsAnswer = !request.LosesAnswer && EndsWrite(request) && Interlocked.Decrement(ref _cut) >= 0;
        return (request.Method, request.Path) switch
        {
            ("POST", ["upload", "storage", "v1", "b", var bucket, "o"]) => BeginUploadAsync(Right(request, bucket, "create")),
            ("PUT", ["session", var id]) => TakeChunkAsync(request, id),
            ("DELETE", ["session", var id]) => DropAsync(request, id),
            ("GET", ["storage", "v1", "b", var bucket, "o"]) => ListAsync(Right(request, bucket, "list")),
            ("GET", ["storage", "v1", "b", var bucket, "o", var name]) => GetAsync(Right(request, bucket, "get"), name),
            ("DELETE", ["storage", "v1", "b", var bucket, "o", var name]) => DeleteAsync(Right(request, bucket, "delete"), name),
            ("POST", ["storage", "v1", "b", var bucket, "o", var from, "rewriteTo", "b", _, "o", var to]) => RewriteAsync(Right(request, bucket, "create"), from, to),
            _ => throw new Refusal(404, "Not Found", "notFound"),
        };
    }

    private static bool EndsWrite(StandInRequest request) => request.Method == "POST"
        ? request.Query["uploadType"] != "resumable"
        : request.Method == "PUT" && request.Header("Content-Range") is { } range && !range.EndsWith("/*", StringComparison.Ordinal);

    private StandInRequest Right(StandInRequest request, string bucket, string right) =>
        bucket != Bucket.Name ? throw Refusal.NoBucket()
        : Denied.Contains(right) ? throw new Refusal(403, $"someone does not have storage.objects.{right} access to the Google Cloud Storage object.", "forbidden")
        : request;

    private async Task GiveTokenAsync(StandInRequest request)
    {
        string form = System.Text.Encoding.UTF8.GetString(await request.ReadAsync());
        Claims.Enqueue(form);
        if (form.Contains("refresh_token=refused", StringComparison.Ordinal))
        {
            await request.AnswerAsync(400, """{ "error": "invalid_grant", "error_description": "CANARY was revoked" }""");
            return;
        }

        await request.AnswerAsync(200, JsonSerializer.Serialize(new { access_token = Token, expires_in = 3599, token_type = "Bearer" }));
    }
}
