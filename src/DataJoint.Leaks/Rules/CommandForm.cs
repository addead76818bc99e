namespace DataJoint.Leaks.Rules;

/// <summary>A command that takes a password: in a short option, or as one of its words.</summary>
/// <param name="Command">How it begins.</param>
internal sealed record CommandForm(string Command)
{
    /// <summary>The option, with the blank before it.</summary>
    public string Option { get; private init; } = "";

    /// <summary>What stands between a user and the password in it; NUL where no user does.</summary>
    public char User { get; private init; }

    /// <summary>Whether the value may follow a blank.</summary>
    public bool TakesBlank { get; private init; } = true;

    /// <summary>Whether it may follow without one.</summary>
    public bool TakesTight { get; private init; } = true;

    /// <summary>Which word it is, from 0, of those after the command that are no options.</summary>
    public int Position { get; private init; }

    /// <summary>What it is.</summary>
    public NameKind Kind { get; private init; } = NameKind.Password;

    /// <summary>Those with an option.</summary>
    public static IReadOnlyList<CommandForm> Options { get; } =
    [
        new("mysql") { Option = " -p", TakesBlank = false }, new("mariadb") { Option = " -p", TakesBlank = false }, new("sshpass") { Option = " -p" },
        new("curl ") { Option = " -u", User = ':' }, new("curl ") { Option = " --user", User = ':', TakesTight = false },
        new("curl ") { Option = " --proxy-user", User = ':', TakesTight = false }, new("docker login") { Option = " -p" }, new("podman login") { Option = " -p" }, new("az login") { Option = " -p", TakesTight = false },
        new("redis-cli ") { Option = " -a", TakesTight = false }, new("mongo") { Option = " -p", TakesTight = false }, new("sqlcmd ") { Option = " -P" }, new("bcp ") { Option = " -P" },
        new("smbclient ") { Option = " -U", User = '%' }, new("ldapsearch ") { Option = " -w", TakesTight = false }, new("zip -") { Option = " -P" },
        new("7z a ") { Option = " -p", TakesBlank = false }, new("7z x ") { Option = " -p", TakesBlank = false }, new("lftp ") { Option = " -u", User = ',' }, new("ncftp") { Option = " -p" },
        new("mysqladmin") { Option = " password", TakesTight = false },
    ];

    /// <summary>Those with a position.</summary>
    public static IReadOnlyList<CommandForm> Positions { get; } =
    [
        new("mc alias set ") { Position = 3, Kind = NameKind.Key }, new("mc config host add ") { Position = 3, Kind = NameKind.Key },
        new("mc admin user add ") { Position = 2, Kind = NameKind.Key }, new("htpasswd -b ") { Position = 2 }, new("htpasswd -bc ") { Position = 2 },
        new("htpasswd -cb ") { Position = 2 }, new("net use ") { Position = 0 },
    ];
}
