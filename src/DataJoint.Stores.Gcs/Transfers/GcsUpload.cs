using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Gcs.Faults;
using DataJoint.Stores.Gcs.Requests;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>Writes an object: a small one in one request, a larger one in a session that goes on where a broken connection stopped it.</summary>
/// <remarks>See https://cloud.google.com/storage/docs/performing-resumable-uploads.</remarks>
internal sealed class GcsUpload(GcsCalls calls, GcsAddress address, GcsFaults faults, string name, string path)
{
    /// <summary>What is sent in one request; a multiple of 256 KiB, as Google wants it.</summary>
    public const int ChunkSize = 8 << 20;

    private const string Operation = "storage.objects.create";
    private const int Incomplete = 308;

    // A session lives for a week, or until it is given up.
    private static readonly int[] Gone = [404, 410, 499];

    private long _sent;

    /// <summary>Writes what fits into one request; Google compares it with its checksum before it takes it.</summary>
    public async Task<ObjectInfo> PutAsync(ArraySegment<byte> whole, Checksum crc, WriteOptions options, CancellationToken cancellationToken)
    {
        Uri uri = address.Upload($"uploadType=multipart&fields={GcsObject.Fields}{Condition(options)}");
        var writeToken = WriteToken.For(options);
        var loss = new LostResponse(calls, address, writeToken);
        ObjectInfo info;
        try
        {
            using JsonDocument document = await calls.ReadJsonAsync(
                new GcsRequest(Operation, name, () => new HttpRequestMessage(HttpMethod.Post, uri) { Content = Both(whole, Metadata(path, crc, writeToken)) }) { Loss = loss },
                cancellationToken).ConfigureAwait(false);
            info = Understand(document, crc);
        }
        catch (StoreException refusal) when (loss.MayExplain(refusal))
        {
            if (await loss.FindOwnAsync(name, path, cancellationToken).ConfigureAwait(false) is not { } own)
            {
                throw;
            }

            info = own;
        }

        options.Progress?.Report(whole.Count);
        return info;
    }

    /// <summary>Writes content of any length, in fixed memory.</summary>
    /// <param name="content">The content.</param>
    /// <param name="first">The first chunk, which has been read already; its buffer goes back to the pool.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="memory">Where the session is kept for a later attempt, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives the write up.</param>
    public async Task<ObjectInfo> PutChunksAsync(
        ChecksummedContent content, ArraySegment<byte> first, WriteOptions options, ResumeState? memory, CancellationToken cancellationToken)
    {
        UploadSession session = await OpenAsync(options, memory, cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectInfo info = await SendAllAsync(session, content, first, options, cancellationToken).ConfigureAwait(false);
            session.Forget();
            return info;
        }
        catch (StoreException refusal) when (session.Loss.MayExplain(refusal))
        {
            session.Forget();

            // The session knows its own object; a server that forgot the session, and sees the object, refuses.
            if (await session.Loss.FindOwnAsync(name, path, cancellationToken).ConfigureAwait(false) is not { } own || !content.Crc.Equals(own.Checksum))
            {
                throw;
            }

            return own;
        }
        catch (Exception fault) when (!session.IsKept || fault is StoreException { Code: StoreErrorCode.ChecksumMismatch or StoreErrorCode.AlreadyExists })
        {
            session.Forget();
            await CancelAsync(session.Address).ConfigureAwait(false);
            throw;
        }
    }

    private static string Condition(WriteOptions options) => options.Overwrite ? "" : "&ifGenerationMatch=0";

    private static byte[] Metadata(string path, Checksum? crc, WriteToken? writeToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", path);
            json.WriteString("contentType", "application/octet-stream");
            if (crc is not null)
            {
                json.WriteString("crc32c", GcsObject.ToText(crc));
            }

            writeToken?.WriteMember(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "UTF-8") } };

    private static MultipartContent Both(ArraySegment<byte> whole, byte[] metadata) => new("related", "datajoint-" + Guid.NewGuid().ToString("n"))
    {
        Json(metadata),
        new ByteArrayContent(whole.Array!, whole.Offset, whole.Count) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
    };

    /// <summary>The session that an earlier attempt left, where the store still has it; else a new one.</summary>
    private async Task<UploadSession> OpenAsync(WriteOptions options, ResumeState? memory, CancellationToken cancellationToken)
    {
        if (memory?.Note is { } note && Uri.TryCreate(note.Session.Reveal(), UriKind.Absolute, out Uri? left) && address.IsSameServer(left)
            && await FindTakenAsync(left, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            _sent = taken;
            WriteToken? former = string.IsNullOrEmpty(note.WriteToken) ? null : new WriteToken(note.WriteToken);
            return new UploadSession(left, former, new LostResponse(calls, address, former), memory);
        }

        memory?.Forget();
        if (!options.Overwrite && await IsThereAsync(cancellationToken).ConfigureAwait(false))
        {
            // Sooner than after all the chunks; the session's condition decides.
            throw faults.AlreadyExists(name);
        }

        var writeToken = WriteToken.For(options);
        return new UploadSession(await BeginAsync(options, writeToken, cancellationToken).ConfigureAwait(false), writeToken, new LostResponse(calls, address, writeToken), memory);
    }

    private async Task<Uri> BeginAsync(WriteOptions options, WriteToken? writeToken, CancellationToken cancellationToken)
    {
        Uri uri = address.Upload($"uploadType=resumable&fields={GcsObject.Fields}{Condition(options)}");
        using HttpResponseMessage answer = await calls.SendAsync(
            new GcsRequest(Operation, name, () => new HttpRequestMessage(HttpMethod.Post, uri) { Content = Json(Metadata(path, null, writeToken)) }), cancellationToken)
                .ConfigureAwait(false);
        return answer.Headers.Location is { IsAbsoluteUri: true } session && address.IsSameServer(session) ? session : throw faults.NoStorage(name);
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        Uri uri = address.Object(path, "fields=name");

        // Who may write need not be allowed to look.
        using HttpResponseMessage answer = await calls.SendAsync(
            new GcsRequest("storage.objects.get", name, () => new HttpRequestMessage(HttpMethod.Get, uri)) { Understood = [403, 404] }, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>How many bytes a session has; <see langword="null"/> when it is at its end, or the store has forgotten it.</summary>
    private async Task<long?> FindTakenAsync(Uri session, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await calls.SendAsync(
            new GcsRequest(Operation, name, () => Chunk(session, ArraySegment<byte>.Empty, null, null)) { Understood = [Incomplete, .. Gone] }, cancellationToken)
                .ConfigureAwait(false);
        return (int)answer.StatusCode == Incomplete ? TakenBy(answer) : null;
    }

    private async Task<ObjectInfo> SendAllAsync(
        UploadSession session, ChecksummedContent content, ArraySegment<byte> first, WriteOptions options, CancellationToken cancellationToken)
    {
        ArraySegment<byte> chunk = first;
        try
        {
            for (long start = 0; ; start += ChunkSize)
            {
                // Only behind the last one is it known that it was.
                Checksum sum = content.Crc;
                ArraySegment<byte> next = await content.ReadBlockAsync(ChunkSize, cancellationToken).ConfigureAwait(false);
                bool isLast = next.Count == 0;
                using HttpResponseMessage? done = await SendChunkAsync(session, start, chunk, isLast ? content.Crc : null, cancellationToken).ConfigureAwait(false);
                options.Progress?.Report(_sent);
                (ArraySegment<byte> former, chunk) = (chunk, next);
                ArrayPool<byte>.Shared.Return(former.Array!);
                if (isLast)
                {
                    return await FinishAsync(session.Address, done!, content.Crc, cancellationToken).ConfigureAwait(false);
                }

                session.Keep(start + ChunkSize, sum);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk.Array!);
        }
    }

    /// <summary>Sends a chunk, or what the store has not taken of it yet.</summary>
    /// <returns>The last answer, when this is the last chunk.</returns>
    private async Task<HttpResponseMessage?> SendChunkAsync(
        UploadSession session, long start, ArraySegment<byte> chunk, Checksum? whole, CancellationToken cancellationToken)
    {
        long end = start + chunk.Count;
        for (int attempt = 0; _sent < end || whole is not null; attempt++)
        {
            // An earlier attempt cannot have sent more than there is.
            ArraySegment<byte> rest = _sent <= end ? chunk[(int)(_sent - start)..] : throw Mixed();
            HttpResponseMessage answer = await calls.SendAsync(
                new GcsRequest(Operation, name, () => Chunk(session.Address, rest, whole is null ? null : end, whole)) { Understood = [Incomplete, .. Gone], Loss = session.Loss },
                cancellationToken).ConfigureAwait(false);
            if (Gone.Contains((int)answer.StatusCode))
            {
                answer.Dispose();
                session.Forget();
                throw faults.Forgotten(name);
            }

            if ((int)answer.StatusCode != Incomplete)
            {
                _sent = end;
                return whole is null ? throw Out(answer) : answer;
            }

            long taken = TakenBy(answer);
            answer.Dispose();
            if (taken < start || taken > end || (taken == _sent && attempt > 5))
            {
                throw Mixed();
            }

            _sent = taken;
        }

        return null;
    }

    private StoreException Mixed() => faults.Damaged(name, "the store holds another part of it than was sent.");

    private StoreException Out(HttpResponseMessage answer)
    {
        answer.Dispose();
        return faults.Damaged(name, "the store took it for whole before its end.");
    }

    // "Range: bytes=0-8388607"; none when nothing was taken.
    private static long TakenBy(HttpResponseMessage answer)
    {
        string? range = answer.Headers.TryGetValues("Range", out IEnumerable<string>? values) ? values.First() : null;
        return range is not null && long.TryParse(range.AsSpan(range.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? last + 1
            : 0;
    }

    private HttpRequestMessage Chunk(Uri session, ArraySegment<byte> bytes, long? total, Checksum? whole)
    {
        var content = new ByteArrayContent(bytes.Array!, bytes.Offset, bytes.Count);
        string size = total?.ToString(CultureInfo.InvariantCulture) ?? "*";
        string range = bytes.Count == 0 ? "*" : FormattableString.Invariant($"{_sent}-{_sent + bytes.Count - 1}");
        content.Headers.TryAddWithoutValidation("Content-Range", $"bytes {range}/{size}");
        var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = content };
        if (whole is not null)
        {
            request.Headers.TryAddWithoutValidation("x-goog-hash", "crc32c=" + GcsObject.ToText(whole));
        }

        return request;
    }

    private async Task<ObjectInfo> FinishAsync(Uri session, HttpResponseMessage answer, Checksum crc, CancellationToken cancellationToken)
    {
        using JsonDocument document = await ReadLastAsync(session, answer, crc, cancellationToken).ConfigureAwait(false);
        ObjectInfo info = Understand(document, crc: null);
        if (info.Checksum is { } found && !found.Equals(crc))
        {
            Uri uri = address.Object(path, $"ifGenerationMatch={info.ETag}");
            using HttpResponseMessage removed = await calls.SendAsync(
                new GcsRequest("storage.objects.delete", name, () => new HttpRequestMessage(HttpMethod.Delete, uri)) { Understood = [404, 412] }, cancellationToken)
                    .ConfigureAwait(false);
            throw faults.Damaged(name, $"checksum mismatch: the store received {found}, {crc} was sent; the object was removed.");
        }

        return info;
    }

    // What breaks off is told once more by the session, which is at its end.
    private async Task<JsonDocument> ReadLastAsync(Uri session, HttpResponseMessage answer, Checksum crc, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.ReadJsonAsync(answer, name, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException broken) when (broken.IsTransient)
        {
            return await calls.ReadJsonAsync(new GcsRequest(Operation, name, () => Chunk(session, ArraySegment<byte>.Empty, _sent, crc)), cancellationToken).ConfigureAwait(false);
        }
    }

    private ObjectInfo Understand(JsonDocument document, Checksum? crc)
    {
        try
        {
            ObjectInfo info = GcsObject.Read(document.RootElement, name, withChecksum: true);
            return info.Checksum is null && crc is not null ? new ObjectInfo(name, info.Size, info.Modified, info.ETag) { Checksum = crc } : info;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw faults.NoStorage(name);
        }
    }

    /// <summary>Gives the session up. The store forgets it after a week anyway.</summary>
    private async Task CancelAsync(Uri session)
    {
        using var timeout = new CancellationTokenSource(calls.CleanUpTimeout);
        try
        {
            using HttpResponseMessage answer = await calls.SendAsync(
                new GcsRequest(Operation, name, () => new HttpRequestMessage(HttpMethod.Delete, session) { Content = new ByteArrayContent([]) }) { Understood = [499, 404, 410] },
                timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // What went wrong before is what the caller hears of.
        }
    }
}
