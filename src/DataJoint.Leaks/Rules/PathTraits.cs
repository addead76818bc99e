namespace DataJoint.Leaks.Rules;

/// <summary>All that rules know of the path of a file. Files with the same traits are read alike.</summary>
internal sealed record PathTraits(TextKind Kind)
{
    /// <summary>Whether the program's lines are strings of a JSON document.</summary>
    public bool IsNotebook { get; private init; }

    public bool IsMatlab { get; private init; }

    public bool IsLua { get; private init; }

    /// <summary>YAML, XML and HTML.</summary>
    public bool IsMarkup { get; private init; }

    public bool IsJson { get; private init; }

    /// <summary>Whether it has no <c>=</c> of its own, so that what has one is text for a shell.</summary>
    public bool HoldsCommands { get; private init; }

    /// <summary>Settings of Java.</summary>
    public bool IsProperties { get; private init; }

    public bool IsNetrc { get; private init; }

    /// <summary>The passwords of PostgreSQL's clients.</summary>
    public bool IsPasswordFile { get; private init; }

    /// <summary>Settings of DataJoint, of any version.</summary>
    public bool IsOfDataJoint { get; private init; }

    /// <summary>What a file of <c>.secrets/</c> holds, and nothing else; none for other files.</summary>
    public NameKind Secret { get; private init; }

    /// <summary>Whether the whole file is one credential, or one for each line.</summary>
    public bool IsCredential => IsPasswordFile || Secret != NameKind.None;

    /// <summary>The traits of a file.</summary>
    /// <param name="path">Its path, with <c>/</c>, and <c>!</c> before a name inside an archive.</param>
    public static PathTraits Find(string path)
    {
        int start = path.LastIndexOfAny(['/', '!']) + 1;
        string name = path[start..];
        bool isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return new PathTraits(TextKinds.Find(name))
        {
            IsNotebook = path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase),
            IsMatlab = path.EndsWith(".m", StringComparison.OrdinalIgnoreCase),
            IsLua = path.EndsWith(".lua", StringComparison.OrdinalIgnoreCase),
            IsMarkup = path.EndsWith("ml", StringComparison.Ordinal),
            IsJson = isJson,
            HoldsCommands = isJson || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase),
            IsProperties = path.EndsWith(".properties", StringComparison.Ordinal),
            IsNetrc = path.EndsWith("netrc", StringComparison.OrdinalIgnoreCase),
            IsPasswordFile = name is ".pgpass" or "pgpass.conf",
            IsOfDataJoint = name is "dj_local_conf.json" or ".datajoint_config.json"
                || (name.StartsWith("datajoint", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)),
            Secret = IsInSecrets(path.AsSpan(0, start), name) ? CredentialName.Judge(name) : NameKind.None,
        };
    }

    private static bool IsInSecrets(ReadOnlySpan<char> directory, string name) =>
        (directory.EndsWith("/.secrets/") || directory.EndsWith("!.secrets/") || directory is ".secrets/")
        && !name.EndsWith(".json", StringComparison.Ordinal) && !name.StartsWith('.');
}
