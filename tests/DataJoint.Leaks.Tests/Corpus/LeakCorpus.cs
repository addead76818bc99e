namespace DataJoint.Leaks.Tests;

/// <summary>Files with planted credentials and with what only looks like them, the same ones for the same seed.</summary>
internal sealed class LeakCorpus
{
    private const int PlantedEach = 20;
    private const int DecoysEach = 24;
    private const int PlainDecoys = 1600;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Hex = "0123456789abcdef";

    private static readonly string[] Words = ["otter", "Lamp", "river", "Cobalt", "mouse", "Pfeffer", "violet", "Anker", "sugar", "Tundra", "kiwi", "Bergamo", "neuron", "Calcium", "delta", "Purkinje"];

    private static readonly string[] Placeholders =
    [
        "${DB_PASSWORD}", "<password>", "your_password", "your-password-here", "changeme", "********", "{{ password }}", "$(cat /run/x)", "xxxxxxxx", "example-password", "${{ secrets.DB }}",
        "ref+vault://lab/db#/password", "ref+file://keys/db.json#/p", "%DB_PASSWORD%", "<your secret key>", "REDACTED", "placeholder", "op://vault/db/password", "{password}", "password", "", "dummy",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db", "/run/secrets/db", "$2b$12$KIXQ1a8dPz3hY5Zb9mT0uO", "TODO", "not-a-secret",
    ];

    private readonly Random _random;

    public LeakCorpus(int seed)
    {
        _random = new Random(seed);
        foreach (CorpusContext context in CorpusContexts.All)
        {
            for (int i = 0; i < PlantedEach; i++)
            {
                Planted.Add((context, LabelledText.Parse(context.Path, context.Template.Replace("§", $"«{CreateSecret(context.Form)}»", StringComparison.Ordinal))));
            }

            for (int i = 0; i < DecoysEach; i++)
            {
                Decoys.Add(LabelledText.Parse(context.Path, context.Template.Replace("§", Pick(Placeholders), StringComparison.Ordinal)));
            }
        }

        for (int i = 0; i < PlainDecoys; i++)
        {
            (string path, string text) = CreateDecoy(i);
            Decoys.Add(LabelledText.Parse(path, text + "\n"));
        }
    }

    public List<(CorpusContext Context, LabelledText Text)> Planted { get; } = [];

    public List<LabelledText> Decoys { get; } = [];

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private string Draw(string from, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => from[_random.Next(from.Length)]));

    private string CreateSecret(SecretForm form) => form switch
    {
        SecretForm.Key => _random.Next(3) switch
        {
            0 => Draw(Hex, 40),
            1 => Draw(Letters + "0123456789", _random.Next(20, 41)),
            _ => Draw(Letters + "0123456789+/", 40),
        },
        SecretForm.Special => CreateWord() + Draw("!#^~&*()_+.-", _random.Next(1, 4)) + Draw("0123456789", 2),
        _ => CreateWord(),
    };

    private string CreateWord() => _random.Next(5) switch
    {
        0 => Pick(Words) + Draw("0123456789", _random.Next(2, 5)),
        1 => $"{Pick(Words)}-{Pick(Words)}-{Draw("0123456789", 2)}",
        2 => Draw(Letters + "0123456789", _random.Next(8, 25)),
        3 => Pick(Words) + Pick(Words),
        _ => Draw(Hex, 32),
    };

    private (string Path, string Text) CreateDecoy(int number) => (number % 20) switch
    {
        0 => ("poetry.lock", $"    {{file = \"a.whl\", hash = \"sha256:{Draw(Hex, 64)}\"}},"),
        1 => ("a.py", $"token = tokenizer.next_token(text, {_random.Next(100)})"),
        2 => ("a.py", $"def connect(host, user, password=None, port={_random.Next(9999)}):"),
        3 => ("a.py", "password = getpass.getpass('Password: ')"),
        4 => ("a.cs", "throw new ArgumentException(\"Password must not be empty\", nameof(password));"),
        5 => ("a.cs", "string connection = $\"Server={host};User Id={user};Password={password};\";"),
        6 => ("a.md", $"The password is kept in `.secrets/database.password`, see section {_random.Next(20)}."),
        7 => ("a.yml", $"password_file: /run/secrets/{Pick(Words)}"),
        8 => ("a.json", $"{{ \"passwordLabel\": \"{Pick(Words)}\", \"tokenCount\": {_random.Next(9999)} }}"),
        9 => ("a.html", "<input type=\"password\" name=\"password\" placeholder=\"Password\">"),
        10 => ("package-lock.json", $"\"integrity\": \"sha512-{Convert.ToBase64String(Bytes(64))}\""),
        11 => ("a.txt", $"commit {Draw(Hex, 40)}"),
        12 => ("a.ipynb", $"{{ \"image/png\": \"iVBORw0KGgo{Convert.ToBase64String(Bytes(90))}\" }}"),
        13 => ("a.sh", "DJ_PASS=$(pass show lab/db) && export DJ_PASS"),
        14 => ("a.py", $"self.{Pick(Words).ToLowerInvariant()}_password = kwargs.pop('password', None)"),
        15 => ("a.sql", $"SELECT token, secret_key FROM {Pick(Words)} WHERE password = :password;"),
        16 => ("a.js", "const { password, token } = req.body; if (!password) { return res.status(400); }"),
        17 => ("a.md", $"Open https://{Pick(Words)}.example.com/a@b:c/{_random.Next(99)} for the token."),
        18 => ("a.m", "password = input('Password: ', 's'); dj.conn(host, user, password);"),
        _ => ("a.log", $"request {Draw(Hex, 8)}-{Draw(Hex, 4)}-{Draw(Hex, 12)} authenticated with password for user {Pick(Words)}"),
    };

    private byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
