namespace DataJoint.Leaks;

/// <summary>The rules that are built in. Where two describe the same text, the earlier one tells more.</summary>
public static class LeakRules
{
    private const string Change = "Change the credential on the server: everybody who has the file has it.";
    private const string Keep = Change + " Keep the new one with `djc secrets set`, and let the file refer to it.";
    private const string Revoke = "Revoke the token where it was made, and make another one for whoever needs it.";

    /// <summary>A secret of the project.</summary>
    public static LeakRule KnownValue { get; } = new(
        "known-value", "A secret of this project",
        "The text of a secret that the project's configuration resolves, as it is or encoded (JSON, URL, HTML, quotes of shells and Python, base64, hexadecimal). "
        + "Short ones count only beside a name such as `password`.",
        Keep);

    /// <summary>A private key.</summary>
    public static LeakRule PrivateKey { get; } = new(
        "private-key", "A private key",
        "A private key of TLS, SSH, PGP, PuTTY or age, also inside JSON as in the key file of a Google service account.",
        "Revoke the key where it is trusted, and make another one. A key belongs in a file for its user alone.");

    /// <summary>A file of <c>.secrets/</c>.</summary>
    public static LeakRule SecretsFile { get; } = new(
        "secrets-file", "A file of .secrets/",
        "A file below `.secrets/` that holds one credential, such as `.secrets/database.password`.",
        Change + " Untrack the directory (`git rm -r --cached .secrets`), and run `djc check --fix`, which makes git ignore it.");

    /// <summary>A key of AWS.</summary>
    public static LeakRule AwsKey { get; } = new(
        "aws-key", "A key of AWS",
        "The id of an access key (`AKIA…`, `ASIA…`), the secret key after it, and the one beside names such as `aws_secret_access_key`.",
        "Deactivate the key in IAM, then make another one, or let the program use a role.");

    /// <summary>A key of Azure.</summary>
    public static LeakRule AzureKey { get; } = new(
        "azure-key", "A key of Azure",
        "The account key of a storage account or service bus, alone or in a connection string, the signature of a SAS, and client secrets of Entra ID.",
        "Regenerate the key of the account; for a SAS, the key that signed it. Where it can be, use the identity of the platform instead.");

    /// <summary>A key of Google Cloud.</summary>
    public static LeakRule GoogleKey { get; } = new(
        "google-key", "A key of Google Cloud",
        "API keys (`AIza…`), OAuth client secrets (`GOCSPX-…`), and access tokens (`ya29.…`).",
        "Delete the key in the console, and make another one.");

    /// <summary>A token of a forge.</summary>
    public static LeakRule ForgeToken { get; } = new(
        "forge-token", "A token of a forge",
        "Tokens of GitHub, GitLab and Bitbucket.",
        Revoke);

    /// <summary>A token of another service.</summary>
    public static LeakRule ServiceToken { get; } = new(
        "service-token", "A token of a service",
        "Tokens of npm, PyPI, NuGet, Docker Hub, Hugging Face, HashiCorp Vault, Slack, Discord, Stripe, OpenAI, OpenRouter and Anthropic, and the addresses that Slack and Discord take messages at.",
        Revoke);

    /// <summary>A setting of DataJoint.</summary>
    public static LeakRule DataJointSetting { get; } = new(
        "datajoint-setting", "A credential of DataJoint",
        "`database.password`, `DJ_PASS`, and the keys of stores, in the files of every version of DataJoint (`datajoint.json`, `dj_local_conf.json`, `.datajoint_config.json`), "
        + "in Python, MATLAB, C# and notebooks, in shells, `.env`, Compose, Kubernetes and CI files.",
        Keep);

    /// <summary>A URL with a password.</summary>
    public static LeakRule DatabaseUrl { get; } = new(
        "database-url", "A URL with a password",
        "`scheme://user:password@host`, whatever the scheme: databases, object stores, git remotes, proxies.",
        Keep);

    /// <summary>A connection string.</summary>
    public static LeakRule ConnectionString { get; } = new(
        "connection-string", "A connection string with a password",
        "`Password=` or `Pwd=` among other parts such as `Server=` or `Host=`: Npgsql, MySqlConnector, ADO.NET, ODBC, libpq, in code, `appsettings.json` and variables.",
        Keep);

    /// <summary>A password in SQL.</summary>
    public static LeakRule SqlPassword { get; } = new(
        "sql-password", "A password in a statement",
        "`IDENTIFIED BY '…'` and `PASSWORD '…'` in SQL.",
        Change + " Let the server make the password, or give it as a parameter.");

    /// <summary>An argument of a call.</summary>
    public static LeakRule CallArgument { get; } = new(
        "call-argument", "A credential as an argument in code",
        "Calls that take credentials by position, such as `dj.conn(host, user, password)`, `new NetworkCredential(user, password)` or `Minio(endpoint, access, secret)`, "
        + "and pairs of user and password, such as `auth=(user, password)`.",
        Keep);

    /// <summary>An argument of a command.</summary>
    public static LeakRule CommandArgument { get; } = new(
        "command-argument", "A credential on a command line",
        "`mysql -p…`, `sshpass -p`, `curl -u user:password`, `mc alias set`, options such as `--password`, and what `echo` pipes into `sudo -S`, `chpasswd` or `docker login`.",
        Change + " Other users of the machine see command lines, too: use a variable or a file.");

    /// <summary>A header of HTTP.</summary>
    public static LeakRule HttpHeader { get; } = new(
        "http-header", "A credential in an HTTP header",
        "`Authorization: Basic …` and `Bearer …` with a value.",
        Revoke);

    /// <summary>A value beside a telling name.</summary>
    public static LeakRule CredentialAssignment { get; } = new(
        "credential-assignment", "A credential beside its name",
        "A value that is given to a name such as `password`, `MYSQL_ROOT_PASSWORD`, `secret_key` or `api_token`, in code, settings, XML, YAML, shells and notebooks.",
        Keep);

    /// <summary>All rules, those that tell most first.</summary>
    public static IReadOnlyList<LeakRule> All { get; } =
    [
        KnownValue, PrivateKey, SecretsFile, AwsKey, AzureKey, GoogleKey, ForgeToken, ServiceToken, DataJointSetting, DatabaseUrl, ConnectionString, SqlPassword,
        CallArgument, CommandArgument, HttpHeader, CredentialAssignment,
    ];
}
