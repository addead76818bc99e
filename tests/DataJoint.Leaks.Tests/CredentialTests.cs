using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>What a leak gives away, and what stands beside it, where the scanner is asked to keep that.</summary>
public sealed class CredentialTests
{
    private const string Known = "Tr0ub4dor-3-otter";

    [Theory]
    [InlineData("a.py", "e = create('mysql://ana:otter%2DLamp-47@db.example.com:3307/lab')", "otter-Lamp-47", "ana", "db.example.com", 3307)]
    [InlineData("a.go", "open(\"ana:otter-Lamp-47@tcp(db.example.com:3307)/lab\")", "otter-Lamp-47", "ana", "db.example.com", 3307)]
    [InlineData("a.py", "dj.conn('db.example.com', 'ana', 'otter-Lamp-47')", "otter-Lamp-47", "ana", "db.example.com", null)]
    [InlineData("a.cs", "new NetworkCredential(\"ana\", \"otter-Lamp-47\")", "otter-Lamp-47", "ana", null, null)]
    [InlineData("a.cs", "var s = \"Server=db.example.com;Port=3307;Uid=ana;Password=otter-Lamp-47;\";", "otter-Lamp-47", "ana", "db.example.com", 3307)]
    [InlineData("a.json", "{ \"database\": { \"host\": \"db.example.com\", \"user\": \"ana\", \"password\": \"otter-\\\"Lamp-47\" } }", "otter-\"Lamp-47", "ana", "db.example.com", null)]
    [InlineData("a.env", "DJ_HOST=db.example.com:3307\nDJ_USER=ana\nDJ_PASS=otter-Lamp-47\n", "otter-Lamp-47", "ana", "db.example.com", 3307)]
    [InlineData("a.py", "dj.config['database.user'] = 'ana'\ndj.config['database.password'] = 'otter-Lamp-47'\n", "otter-Lamp-47", "ana", null, null)]
    [InlineData("a.sql", "CREATE USER 'ana'@'%' IDENTIFIED BY 'otter-Lamp-47';", "otter-Lamp-47", "ana", null, null)]
    [InlineData(".pgpass", "db.example.com:5433:lab:ana:otter-Lamp-47\n", "otter-Lamp-47", "ana", "db.example.com", 5433)]
    [InlineData("a.yml", "user: ${USER}\npassword: otter-Lamp-47\n", "otter-Lamp-47", null, null, null)]
    [InlineData("a.env", "AWS_ACCESS_KEY_ID=fakeid\nAWS_SECRET_ACCESS_KEY=otter/Lamp47+otter/Lamp47+otter/Lamp47+ott\n", "otter/Lamp47+otter/Lamp47+otter/Lamp47+ott", "fakeid", null, null)]
    public void A_pair_is_read_with_what_stands_beside_it(string path, string text, string secret, string? user, string? host, int? port)
    {
        LeakedCredential found = Scan(path, text).ShouldHaveSingleItem().Credential!;
        (found.Secret.Reveal(), found.User, found.Host, found.Port).ShouldBe((secret, user, host, port));
        found.ToString().ShouldBe(Secret.Mask);
    }

    [Theory]
    [InlineData("x = 'VHIwdWI0ZG9yLTMtb3R0ZXI='")]
    [InlineData("x = '" + Known + "'")]
    public void A_known_secret_is_kept_without_its_encoding(string text) => Scan("a.py", text).ShouldHaveSingleItem().Credential!.Secret.Reveal().ShouldBe(Known);

    [Fact]
    public void No_host_is_read_where_nobody_knows_the_end_of_the_password() =>
        Scan("a.py", "u = 'mysql://ana:otter-L@mp/47x@db.example.com/lab'").ShouldAllBe(leak => leak.Credential!.Host == null);

    [Fact]
    public void Nothing_is_kept_that_nobody_asks_for() =>
        new LeakScanner().ScanStream(new MemoryStream("password = 'otter-Lamp-47'"u8.ToArray()), "a.py").Leaks.ShouldHaveSingleItem().Credential.ShouldBeNull();

    private static IReadOnlyList<Leak> Scan(string path, string text) =>
        new LeakScanner(new LeakScannerOptions { KeepsCredentials = true, KnownSecrets = [new Secret(Known)] })
            .ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), path).Leaks;
}
