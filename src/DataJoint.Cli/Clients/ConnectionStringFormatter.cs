using System.Data.Common;
using System.Globalization;
using System.Text;

namespace DataJoint.Cli.Clients;

/// <summary>The connection string of ADO.NET for the driver of a backend: MySqlConnector, Npgsql or Microsoft.Data.Sqlite.</summary>
internal static class ConnectionStringFormatter
{
    public static string Format(ClientTarget target) => target.Backend switch
    {
        "sqlite" => Join([("Data Source", target.Name), ("Foreign Keys", "True")]),
        "postgresql" => Join(
        [
            ("Host", PostgreSqlClient.HostOf(target)), ("Port", PortOf(target)), ("Username", target.User), ("Password", target.Password?.Reveal()), ("Database", target.Name),
            ("SSL Mode", PostgreSqlMode(target.Tls)),
            ("Root Certificate", target.Ca), ("SSL Certificate", target.Certificate), ("SSL Key", target.Key),
        ]),
        _ => Join(
        [
            ("Server", target.Host), ("Port", target.IsSocket ? null : PortOf(target)), ("Protocol", target.IsSocket ? "Unix" : null), ("User ID", target.User),
            ("Password", target.Password?.Reveal()), ("Database", target.Name),
            ("SslMode", MySqlMode(target.Tls)), ("AllowPublicKeyRetrieval", target.UsesTls == false ? "True" : null),
            ("SslCa", target.Ca), ("SslCert", target.Certificate), ("SslKey", target.Key),
        ]),
    };

    private static string PostgreSqlMode(TlsMode mode) => mode switch
    {
        TlsMode.Off => "Disable",
        TlsMode.Preferred => "Prefer",
        TlsMode.Required => "Require",
        TlsMode.VerifyCa => "VerifyCA",
        _ => "VerifyFull",
    };

    private static string MySqlMode(TlsMode mode) => mode switch
    {
        TlsMode.Off => "None",
        TlsMode.Preferred => "Preferred",
        TlsMode.Required => "Required",
        TlsMode.VerifyCa => "VerifyCA",
        _ => "VerifyFull",
    };

    private static string? PortOf(ClientTarget target) => target.Port?.ToString(CultureInfo.InvariantCulture);

    private static string Join((string Keyword, string? Value)[] parts)
    {
        StringBuilder text = new();
        foreach ((string keyword, string? value) in parts)
        {
            if (value is not null)
            {
                DbConnectionStringBuilder.AppendKeyValuePair(text, keyword, value);
            }
        }

        return text.ToString();
    }
}
