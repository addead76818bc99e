using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Stores.Gcs.Credentials;
using DataJoint.Stores.Gcs.Faults;

namespace DataJoint.Stores.Gcs.Requests;

/// <summary>Makes requests: with a token, again after a pause when the fault is a passing one, and once more with other credentials when they are refused.</summary>
internal sealed class GcsCalls(StoreSource source, GcsIdentity identity, HttpWire wire, GcsFaults faults)
{
    private const int Attempts = 6;
    private const int LongestComplaint = 64 << 10;

    // For the head of an answer; bodies come as long as they come.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public string StoreName => source.Spec.Name;

    /// <summary>How long to wait for Google to give up what a failed write left.</summary>
    public TimeSpan CleanUpTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause before a request is made again.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Makes a request.</summary>
    /// <returns>The answer: a success, or a status that the request understands. Dispose of it.</returns>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(GcsRequest request, CancellationToken cancellationToken)
    {
        bool isRenewed = false;
        for (int attempt = 1; ; attempt++)
        {
            StoreSpec credentials = source.Newest;
            (HttpResponseMessage? answer, StoreException? fault, Secret? used) = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (fault!.Code == StoreErrorCode.CredentialsRefused && !isRenewed)
            {
                // The token may have been withdrawn, or the key replaced.
                isRenewed = true;
                await identity.ForgetAsync(used, cancellationToken).ConfigureAwait(false);
                source.TryRefresh(credentials);
            }
            else if (fault.IsTransient && attempt < Attempts)
            {
                request.Loss?.Note(fault);
                await Task.Delay(PauseAfter(attempt), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw fault;
            }
        }
    }

    /// <summary>Makes a request whose answer is a JSON document; again when that breaks off.</summary>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    public async Task<JsonDocument> ReadJsonAsync(GcsRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                return await ReadJsonAsync(answer, request.Name, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException fault) when (fault.IsTransient && attempt < Attempts)
            {
                request.Loss?.Note(fault);
                await Task.Delay(PauseAfter(attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the JSON document of an answer.</summary>
    /// <exception cref="StoreException">It is none, or breaks off.</exception>
    public async Task<JsonDocument> ReadJsonAsync(HttpResponseMessage answer, string? name, CancellationToken cancellationToken)
    {
        try
        {
            Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && faults.Explain(exception, name) is { } fault)
        {
            throw fault;
        }
    }

    private TimeSpan PauseAfter(int attempt)
    {
        int full = Math.Min(200 << (attempt - 1), (int)MaxRetryDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds((full / 2) + Random.Shared.Next(full / 2));
    }

    private async Task<(HttpResponseMessage? Answer, StoreException? Fault, Secret? Used)> TryAsync(GcsRequest request, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        HttpResponseMessage? answer = null;
        Secret? token = null;
        try
        {
            using HttpRequestMessage message = request.Make();
            token = await identity.GetTokenAsync(cancellationToken).ConfigureAwait(false);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
            answer = await wire.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || request.Understood.Contains((int)answer.StatusCode))
            {
                return (answer, null, token);
            }

            string complaint = await ReadComplaintAsync(answer, timeout.Token).ConfigureAwait(false);
            HttpStatusCode status = answer.StatusCode;
            answer.Dispose();
            return (null, faults.FromAnswer(status, complaint, request.Operation, request.Name), token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && faults.Explain(exception, request.Name) is { } fault)
        {
            answer?.Dispose();
            return (null, fault, token);
        }
    }

    private static async Task<string> ReadComplaintAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.NotModified || answer.Content.Headers.ContentLength is 0 or > LongestComplaint)
        {
            return "";
        }

        await answer.Content.LoadIntoBufferAsync(LongestComplaint, cancellationToken).ConfigureAwait(false);
        return await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }
}
