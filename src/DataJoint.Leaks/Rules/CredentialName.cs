namespace DataJoint.Leaks.Rules;

/// <summary>
/// Which names in programs and settings are those of credentials. Unlike names of settings, which are judged by any part of them, these are judged by their
/// end: <c>password_file</c>, <c>TokenType</c> and <c>secretName</c> are everywhere, and hold no credential.
/// </summary>
internal static class CredentialName
{
    private const int Longest = 64;

    private static readonly (string End, NameKind Kind)[] Ends =
    [
        ("password", NameKind.Password), ("passwd", NameKind.Password), ("passphrase", NameKind.Password), ("passcode", NameKind.Password), ("pwd", NameKind.Password),
        ("passwort", NameKind.Password), ("kennwort", NameKind.Password), ("secretkey", NameKind.Key), ("accesskey", NameKind.Key), ("accesskeyid", NameKind.Key), ("secretid", NameKind.Key),
        ("accountkey", NameKind.Key), ("apikey", NameKind.Key), ("sharedaccesskey", NameKind.Key), ("authkey", NameKind.Key), ("secret", NameKind.Key),
        ("token", NameKind.Token), ("tokenvalue", NameKind.Token), ("passwordvalue", NameKind.Password),
    ];

    /// <summary>Tokens that are no credentials: positions, marks, words of a language, pieces of a design, names of assemblies and receipts.</summary>
    private static readonly string[] HarmlessTokens =
    [
        "nexttoken", "pagetoken", "continuationtoken", "cancellationtoken", "stoppingtoken", "synctoken", "cttoken", "endtoken", "starttoken", "publickeytoken", "outputtoken", "inputtoken",
        "purchasetoken", "changetoken", "concurrencytoken", "fonttoken", "colortoken", "colourtoken", "designtoken", "spacingtoken", "sizetoken", "themetoken", "styletoken", "masktoken",
        "padtoken", "septoken", "clstoken", "unktoken", "bostoken", "eostoken", "stoptoken", "specialtoken", "syntaxtoken", "keywordtoken", "firsttoken", "lasttoken", "prevtoken", "currenttoken", "methodtoken", "metadatatoken",
    ];

    /// <summary>Names of secrets, which Helm charts refer to.</summary>
    private static readonly string[] SecretNames = ["existingsecret", "pullsecret", "tlssecret"];

    /// <summary>Filters of signals, and turns of a program.</summary>
    private static readonly string[] HarmlessPasses =
    [
        "lowpass", "highpass", "bandpass", "allpass", "longpass", "shortpass", "firstpass", "secondpass", "thirdpass", "nextpass", "finalpass", "singlepass", "twopass", "multipass", "forwardpass",
        "backwardpass", "renderpass", "bypass",
    ];

    /// <summary>Options that ask for one, or do without.</summary>
    private static readonly string[] Questions = ["askpass", "askpassword", "nopass", "nopassword", "withoutpassword", "promptpassword", "needpassword", "requirepassword"];

    /// <summary>What stands before <c>pass</c> without a break.</summary>
    private static readonly string[] JoinedPass = ["dbpass", "djpass", "userpass", "mysqlpass", "rootpass", "sqlpass", "mypass", "pgpass", "ftppass", "smtppass", "adminpass", "requirepass", "dbpw", "mypw", "rootpw", "userpw", "mysqlpw"];

    /// <summary>Judges a name.</summary>
    /// <param name="name">An identifier, with dots, dashes and underscores.</param>
    public static NameKind Judge(ReadOnlySpan<char> name)
    {
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> plain = Normalize(name, buffer);
        if (EndsWithAny(plain, Questions) || IsPage(name))
        {
            return NameKind.None;
        }

        if (plain is "auth")
        {
            return NameKind.BasicPair;
        }

        if ((plain.EndsWith("pass") && IsPass(name, plain, "pass") && !EndsWithAny(plain, HarmlessPasses)) || (plain.EndsWith("pw") && IsPass(name, plain, "pw")))
        {
            return NameKind.Password;
        }

        foreach ((string end, NameKind kind) in Ends)
        {
            if (plain.EndsWith(end))
            {
                return EndsWithAny(plain, HarmlessTokens) || EndsWithAny(plain, SecretNames) ? NameKind.None : kind;
            }
        }

        return NameKind.None;
    }

    /// <summary>Whether a name is one that only DataJoint has.</summary>
    public static bool IsOfDataJoint(ReadOnlySpan<char> name) =>
        name.Contains("database.password", StringComparison.OrdinalIgnoreCase) || name.Contains("databasePassword", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DJ_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("stores.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("external.", StringComparison.OrdinalIgnoreCase);

    /// <summary>The last letters and digits of a name, in lower case and without what separates its words.</summary>
    private static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> name, Span<char> buffer)
    {
        int at = buffer.Length;
        for (int i = name.Length - 1; i >= 0 && at > 0; i--)
        {
            if (char.IsAsciiLetterOrDigit(name[i]))
            {
                buffer[--at] = char.ToLowerInvariant(name[i]);
            }
        }

        // PASSWORD_1 and password2 are passwords, too.
        int end = buffer.Length;
        while (end > at && char.IsAsciiDigit(buffer[end - 1]))
        {
            end--;
        }

        return buffer[at..end];
    }

    private static bool IsPass(ReadOnlySpan<char> name, ReadOnlySpan<char> plain, ReadOnlySpan<char> word)
    {
        int before = name.LastIndexOf(word, StringComparison.OrdinalIgnoreCase) - 1;
        return before < 0 || !char.IsAsciiLetter(name[before]) || (char.IsAsciiLetterLower(name[before]) && name[before + 1] == 'P') || EndsWithAny(plain, JoinedPass);
    }

    /// <summary>A page of a manual: <c>chpasswd.8</c></summary>
    private static bool IsPage(ReadOnlySpan<char> name) => name.Length > 2 && name[^2] == '.' && char.IsAsciiDigit(name[^1]);

    private static bool EndsWithAny(ReadOnlySpan<char> plain, string[] ends)
    {
        foreach (string end in ends)
        {
            if (plain.EndsWith(end))
            {
                return true;
            }
        }

        return false;
    }
}
