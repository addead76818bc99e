namespace DataJoint.Servers.Tests;

/// <summary>PostgreSQL: the client asks for TLS, and one letter says whether it may have it.</summary>
internal sealed class PostgreSqlGreeting(RawConnection connection, bool offersTls) : IGreeting
{
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    public bool OffersTls => offersTls;

    public static async Task<IGreeting> HearAsync(DatabaseServer server)
    {
        RawConnection connection = await RawConnection.OpenAsync(server.Host, server.Port);
        await connection.Stream.WriteAsync(SslRequest);
        byte[] letter = new byte[1];
        await connection.Stream.ReadExactlyAsync(letter);
        return new PostgreSqlGreeting(connection, letter[0] == 'S');
    }

    public Task StartTlsAsync(string host, string authority) => connection.StartTlsAsync(host, authority);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
