using System.Buffers.Binary;

namespace DataJoint.Servers.Tests;

/// <summary>MySQL and MariaDB: the server tells its version and what it can do, then the client asks for TLS.</summary>
internal sealed class MySqlGreeting(RawConnection connection, int capabilities) : IGreeting
{
    private const int Tls = 0x800;
    private const int Protocol41 = 0x200;
    private const int SecureConnection = 0x8000;

    public bool OffersTls => (capabilities & Tls) != 0;

    public static async Task<IGreeting> HearAsync(DatabaseServer server)
    {
        RawConnection connection = await RawConnection.OpenAsync(server.Host, server.Port);
        byte[] header = new byte[4];
        await connection.Stream.ReadExactlyAsync(header);
        byte[] greeting = new byte[header[0] | (header[1] << 8) | (header[2] << 16)];
        await connection.Stream.ReadExactlyAsync(greeting);
        greeting[0].ShouldBe((byte)10, System.Text.Encoding.ASCII.GetString(greeting));
        // Protocol, version and its zero, thread, eight bytes of salt and a zero, then the capabilities.
        int offset = Array.IndexOf(greeting, (byte)0, 1) + 1 + 4 + 8 + 1;
        return new MySqlGreeting(connection, BinaryPrimitives.ReadUInt16LittleEndian(greeting.AsSpan(offset)));
    }

    public async Task StartTlsAsync(string host, string authority)
    {
        byte[] request = new byte[4 + 32];
        request[0] = 32;
        request[3] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(4), Tls | Protocol41 | SecureConnection);
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(8), 1 << 24);
        request[12] = 45;
        await connection.Stream.WriteAsync(request);
        await connection.StartTlsAsync(host, authority);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
