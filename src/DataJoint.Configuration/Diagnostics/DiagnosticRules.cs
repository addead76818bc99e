using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration;

/// <summary>All kinds of diagnostics. The only place that knows their ids; the pages in docs/diagnostics are made from it.</summary>
/// <remarks>1xxx reading configuration, 2xxx secrets and permissions, 3xxx database, 4xxx stores, 6xxx leaks and git, 7xxx command line.</remarks>
public static class DiagnosticRules
{
    /// <summary>DJ1001: The configuration could not be loaded.</summary>
    public static readonly DiagnosticRule ConfigurationInvalid = new(
        "DJ1001", DiagnosticSeverity.Error, "The configuration could not be loaded",
        "At least one source holds an error; the errors themselves are listed with ids of their own.",
        "Fix each of the listed errors; all of them are reported in one run.");

    /// <summary>DJ1002: Not valid JSON.</summary>
    public static readonly DiagnosticRule MalformedJson = new(
        "DJ1002", DiagnosticSeverity.Error, "Not valid JSON",
        "A JSON file, or DJ_STORES, does not follow the JSON grammar. Comments, trailing commas and a byte-order mark are allowed; everything else is as in RFC 8259.",
        "Fix the text at the place shown; an editor with JSON support marks it.");

    /// <summary>DJ1003: Value of the wrong type or out of range.</summary>
    public static readonly DiagnosticRule InvalidValue = new(
        "DJ1003", DiagnosticSeverity.Error, "Value of the wrong type or out of range",
        "A setting has a type, and some have a range or a list of allowed values; the value found does not fit.",
        "Write a value of the type that the message names; `djc config explain KEY` shows the type and the default.");

    /// <summary>DJ1004: Unknown setting key.</summary>
    public static readonly DiagnosticRule UnknownKey = new(
        "DJ1004", DiagnosticSeverity.Warning, "Unknown setting key",
        "A key in a file is not a setting. It has no effect; most often it is misspelt. It is kept when the file is edited.",
        "Correct the spelling, or move keys of your own under `custom`.");

    /// <summary>DJ1005: Text without quotes.</summary>
    public static readonly DiagnosticRule UnquotedText = new(
        "DJ1005", DiagnosticSeverity.Error, "Text without quotes",
        "A number, a boolean or a bare word stands where text belongs. A number would lose leading zeros and change its form.",
        "Put the value in double quotes.");

    /// <summary>DJ1006: The same setting twice in one source.</summary>
    public static readonly DiagnosticRule DuplicateSetting = new(
        "DJ1006", DiagnosticSeverity.Warning, "The same setting twice in one source",
        "Both spellings of a key (flat and nested) or the same key twice give the setting a value; the later one wins.",
        "Remove one of the two places.");

    /// <summary>DJ1007: A file cannot be read.</summary>
    public static readonly DiagnosticRule UnreadableFile = new(
        "DJ1007", DiagnosticSeverity.Error, "A file cannot be read",
        "The file exists, but the operating system refuses to read it: no permission, a link that leads nowhere or in a circle, or a failing disk.",
        "Give the current user read access, or fix the link.");

    /// <summary>DJ1008: Something other than a file stands where a file belongs.</summary>
    public static readonly DiagnosticRule NotAFile = new(
        "DJ1008", DiagnosticSeverity.Error, "Something other than a file stands where a file belongs",
        "A directory, pipe, socket or device has the name of a configuration file. Nothing is ever read from it.",
        "Remove it, or put a regular file in its place.");

    /// <summary>DJ1009: A file is too large.</summary>
    public static readonly DiagnosticRule FileTooLarge = new(
        "DJ1009", DiagnosticSeverity.Error, "A file is too large",
        "JSON files may have 16 MiB, single-value files 64 KiB. A larger one is almost certainly something else.",
        "Check that the right file is in this place.");

    /// <summary>DJ1010: A file is not UTF-8.</summary>
    public static readonly DiagnosticRule NotUtf8 = new(
        "DJ1010", DiagnosticSeverity.Error, "A file is not UTF-8",
        "The bytes are not valid UTF-8. Editors on Windows sometimes save UTF-16 or a code page.",
        "Save the file as UTF-8.");

    /// <summary>DJ1011: JSON is nested too deep.</summary>
    public static readonly DiagnosticRule NestedTooDeep = new(
        "DJ1011", DiagnosticSeverity.Error, "JSON is nested too deep",
        "Objects and arrays may be nested 64 deep.",
        "Flatten the file; no setting is deeper than a few levels.");

    /// <summary>DJ1012: An object is expected.</summary>
    public static readonly DiagnosticRule GroupExpected = new(
        "DJ1012", DiagnosticSeverity.Error, "An object is expected",
        "A group such as `database` or a store has a plain value, or a setting has an object.",
        "Write the group as an object, or the full key with dots.");

    /// <summary>DJ1013: Invalid environment name.</summary>
    public static readonly DiagnosticRule InvalidEnvironmentName = new(
        "DJ1013", DiagnosticSeverity.Error, "Invalid environment name",
        "An environment name consists of letters, digits, `_` and `-`. It becomes part of a file name, so nothing else is allowed.",
        "Correct DJ_ENV or --env.");

    /// <summary>DJ1014: No file for the chosen environment.</summary>
    public static readonly DiagnosticRule EnvironmentWithoutFile = new(
        "DJ1014", DiagnosticSeverity.Warning, "No file for the chosen environment",
        "An environment is chosen, but neither `datajoint.<env>.json` nor `.secrets/datajoint.<env>.json` exists in a project. A project is where a `datajoint.json` or a `.secrets/` is.",
        "Correct the name, or create the file, for example with `djc config set --env NAME KEY VALUE`.");

    /// <summary>DJ1015: A control variable is not true or false.</summary>
    public static readonly DiagnosticRule InvalidControlVariable = new(
        "DJ1015", DiagnosticSeverity.Error, "A control variable is not true or false",
        "DJ_STRICT, DJ_IGNORE_CONFIG_FILE and DJ_THREAD_SAFE take true, false, 1, 0, yes, no, on or off.",
        "Correct the variable, or unset it.");

    /// <summary>DJ1016: Two variables contradict each other.</summary>
    public static readonly DiagnosticRule ConflictingVariables = new(
        "DJ1016", DiagnosticSeverity.Error, "Two variables contradict each other",
        "A setting is given both directly and by its _FILE variable, or by two names with different values.",
        "Unset one of the two.");

    /// <summary>DJ1017: A variable for a secret is empty.</summary>
    public static readonly DiagnosticRule EmptySecretVariable = new(
        "DJ1017", DiagnosticSeverity.Warning, "A variable for a secret is empty",
        "An undefined CI secret arrives as the empty string. It counts as unset.",
        "Define the secret in the CI system, or unset the variable.");

    /// <summary>DJ1018: A DJ_ variable that is nearly right.</summary>
    public static readonly DiagnosticRule UnknownVariable = new(
        "DJ1018", DiagnosticSeverity.Warning, "A DJ_ variable that is nearly right",
        "The variable is not one that DataJoint reads, but its name is close to one, so it is probably misspelt.",
        "Rename the variable as suggested, or unset it.");

    /// <summary>DJ1019: A store variable fits two stores.</summary>
    public static readonly DiagnosticRule AmbiguousStoreVariable = new(
        "DJ1019", DiagnosticSeverity.Error, "A store variable fits two stores",
        "In variable names every character other than a letter or digit becomes `_`, so two store names can look the same.",
        "Use DJ_STORES, or rename one of the stores.");

    /// <summary>DJ1020: A store variable fits no store.</summary>
    public static readonly DiagnosticRule UnmatchedStoreVariable = new(
        "DJ1020", DiagnosticSeverity.Warning, "A store variable fits no store",
        "The variable names neither a known store nor ends in a known attribute, so it has no effect.",
        "Correct the name: DJ_STORES_<NAME>_<ATTRIBUTE>.");

    /// <summary>DJ1021: Invalid host.</summary>
    public static readonly DiagnosticRule InvalidHost = new(
        "DJ1021", DiagnosticSeverity.Error, "Invalid host",
        "The host is written `host`, `host:port`, an IPv6 address, or `[address]:port`; the port is 1 to 65535.",
        "Write the host name alone, without scheme, user or path.");

    /// <summary>DJ1022: The start directory does not exist.</summary>
    public static readonly DiagnosticRule NoStartDirectory = new(
        "DJ1022", DiagnosticSeverity.Error, "The start directory does not exist",
        "The directory to look for the project from is not there, or the current directory has been deleted.",
        "Change to an existing directory, or pass --project DIR.");

    /// <summary>DJ1023: DJ_SECRETS_DIR names no directory.</summary>
    public static readonly DiagnosticRule SecretsDirectoryMissing = new(
        "DJ1023", DiagnosticSeverity.Warning, "DJ_SECRETS_DIR names no directory",
        "The variable names a directory that does not exist, so no secret is read from it.",
        "Correct the path, mount the directory, or unset the variable.");

    /// <summary>DJ1024: Invalid store name.</summary>
    public static readonly DiagnosticRule InvalidStoreName = new(
        "DJ1024", DiagnosticSeverity.Error, "Invalid store name",
        "A store name is not empty and has no `.` and no control character.",
        "Rename the store.");

    /// <summary>DJ1025: Python resolves this setting differently.</summary>
    public static readonly DiagnosticRule PythonDiffers = new(
        "DJ1025", DiagnosticSeverity.Info, "Python resolves this setting differently",
        "datajoint-python does not follow the documented order everywhere: there datajoint.json beats .secrets/, .secrets/datajoint.json is never read, and some variables lose to the file.",
        "Nothing to do for .NET programs. To make both agree, give the value in one place that both read; `djc run` passes the resolved values to a Python program.");

    /// <summary>DJ1026: A value set by the program or by --set does not fit.</summary>
    public static readonly DiagnosticRule InvalidProgrammaticValue = new(
        "DJ1026", DiagnosticSeverity.Error, "A value set by the program or by --set does not fit",
        "The value given with --set, an option or an override is not of the setting's type.",
        "Pass a value of the type that the message names.");

    /// <summary>DJ1027: A file that is nearly the project's.</summary>
    public static readonly DiagnosticRule LookalikeFile = new(
        "DJ1027", DiagnosticSeverity.Warning, "A file that is nearly the project's",
        "There is no `datajoint.json`, but a file whose name is close to it, or one of DataJoint 0.x. It is not read, so its settings have no effect.",
        "Rename it to `datajoint.json`. What DataJoint 0.x wrote is taken over by `djc migrate`.");

    /// <summary>DJ2001: Others can open the secrets directory.</summary>
    public static readonly DiagnosticRule SecretsDirectoryOpen = new(
        "DJ2001", DiagnosticSeverity.Warning, "Others can open the secrets directory",
        "Group or others have access to `.secrets/`. It should be 0700.",
        "Run `djc check --fix`, or chmod 700 .secrets.");

    /// <summary>DJ2002: Others can read a secret file.</summary>
    public static readonly DiagnosticRule SecretFileOpen = new(
        "DJ2002", DiagnosticSeverity.Warning, "Others can read a secret file",
        "Group or others (on Windows: anyone but the owner, SYSTEM and Administrators) have access to the file. It should be 0600.",
        "Run `djc check --fix`, or chmod 600 the file.");

    /// <summary>DJ2003: A credential in a committed file.</summary>
    public static readonly DiagnosticRule CredentialInProjectFile = new(
        "DJ2003", DiagnosticSeverity.Warning, "A credential in a committed file",
        "`datajoint.json` and `datajoint.<env>.json` are meant to be committed; a credential in them reaches everybody who reads the repository. A key that means no setting counts too when it is nearly that of a credential, or its name tells of one.",
        "Move it: `djc secrets set KEY`, then `djc config unset KEY`. If it was ever committed, change the credential.");

    /// <summary>DJ2004: A secret file is empty.</summary>
    public static readonly DiagnosticRule EmptySecretFile = new(
        "DJ2004", DiagnosticSeverity.Warning, "A secret file is empty",
        "A single-value file has no text. It counts as unset, so a lower place supplies the value.",
        "Write the value with `djc secrets set KEY`, or remove the file.");

    /// <summary>DJ2005: More than one line in a single-value file.</summary>
    public static readonly DiagnosticRule SeveralLines = new(
        "DJ2005", DiagnosticSeverity.Error, "More than one line in a single-value file",
        "A single-value file holds one credential on one line; only documents (tokens, connection strings, JSON, PEM) may have several.",
        "Keep one line; use one file for each credential.");

    /// <summary>DJ2006: A file in the secrets directory that is no setting.</summary>
    public static readonly DiagnosticRule UnknownSecretFile = new(
        "DJ2006", DiagnosticSeverity.Warning, "A file in the secrets directory that is no setting",
        "The file's name is not a setting key, so it is not read.",
        "Rename the file as suggested, or move it elsewhere. Names that start with a dot, README and *.md are skipped.");

    /// <summary>DJ2007: A secret belongs to another user.</summary>
    public static readonly DiagnosticRule ForeignOwner = new(
        "DJ2007", DiagnosticSeverity.Warning, "A secret belongs to another user",
        "The directory or file is owned by neither the current user nor root: its owner can read and change it.",
        "Take ownership (chown), or copy the secret into a directory of your own.");

    /// <summary>DJ2008: The file system does not keep permissions.</summary>
    public static readonly DiagnosticRule ModesNotKept = new(
        "DJ2008", DiagnosticSeverity.Info, "The file system does not keep permissions",
        "The file system reports modes that it cannot keep (a Windows drive in WSL, some network shares), so the permissions of secrets cannot be judged.",
        "Protect the directory by the means of that file system, or keep the project on one that has permissions.");

    /// <summary>DJ2009: .secrets is not a directory.</summary>
    public static readonly DiagnosticRule SecretsNotADirectory = new(
        "DJ2009", DiagnosticSeverity.Warning, ".secrets is not a directory",
        "A file with the name `.secrets` stands where the secrets directory belongs; nothing is read from it.",
        "Rename the file if it belongs to another tool, and run `djc init`.");

    /// <summary>DJ2010: A NUL character in a value.</summary>
    public static readonly DiagnosticRule NulInText = new(
        "DJ2010", DiagnosticSeverity.Error, "A NUL character in a value",
        "Text with NUL characters is usually UTF-16, and no server or variable can take it.",
        "Save the file as UTF-8.");

    /// <summary>DJ2011: The project file belongs to another user.</summary>
    public static readonly DiagnosticRule ForeignProject = new(
        "DJ2011", DiagnosticSeverity.Warning, "The project file belongs to another user",
        "`datajoint.json` was found above the start directory, and its owner is neither the current user nor root: somebody else decides which server and which stores are used, and where credentials are sent.",
        "Name the project with `--project` if you trust it, or start in a directory of your own that has a `datajoint.json`.");

    /// <summary>DJ2012: Only the project decides where, or how unprotected, a credential from outside goes.</summary>
    public static readonly DiagnosticRule UntrustedDestination = new(
        "DJ2012", DiagnosticSeverity.Warning, "Only the project decides where, or how unprotected, a credential from outside goes",
        "A variable, the program, mounted secrets or the platform gives the credential, and `datajoint.json` alone says to which server it is sent: whoever wrote the project receives it, or can try to. Or another layer names the server, and `datajoint.json` takes away what protects the credential on its way: `database.use_tls` or a store's `secure` is false, `database.tls.verify` asks for less, or `database.tls.ca` names the authorities that verify the server.",
        "Confirm the destination with `djc trust HOST`, with `DJ_TRUST=HOST` or `--trust HOST`; or give the destination, and `DJ_USE_TLS` or `DJ_TLS_VERIFY`, where the credential is given (`DJ_HOST` beside `DJ_PASS`); or keep the credential in the project's `.secrets/`.");

    /// <summary>DJ2013: A token of the platform's identity would go to a destination that only the project names.</summary>
    public static readonly DiagnosticRule TokenToProjectHost = new(
        "DJ2013", DiagnosticSeverity.Error, "A token of the platform's identity would go to a destination that only the project names",
        "Whoever receives a token of Google's or Azure's can use it as it is. It is sent over TLS to the vendor's own hosts, or to an endpoint that somebody other than the project names or confirms. Nothing was sent.",
        "Confirm the endpoint with `djc trust HOST`, `DJ_TRUST=HOST` or `--trust HOST`; or give it above the project layer: in `.secrets/` or in `DJ_STORES_<NAME>_ENDPOINT`; or give the store keys of its own.");

    /// <summary>DJ2014: A credential in the project file names a file or an address.</summary>
    public static readonly DiagnosticRule ReferenceInProjectCredential = new(
        "DJ2014", DiagnosticSeverity.Error, "A credential that the project file gives names a file or an address",
        "A Google credential document can name a file to read or an address to send to. In `datajoint.json`, which may be a stranger's, such a document is refused. Nothing was read and nothing was sent.",
        "Keep the document in `.secrets/` with `djc secrets set stores.NAME.token`, in `DJ_STORES_<NAME>_TOKEN`, or in the file that GOOGLE_APPLICATION_CREDENTIALS names.");

    /// <summary>DJ2015: Another user's project in a directory that anyone can write to.</summary>
    public static readonly DiagnosticRule PlantedProject = new(
        "DJ2015", DiagnosticSeverity.Error, "Another user's project in a directory that anyone can write to",
        "The project's directory, its files or the start directory belong to neither the current user nor root, and anyone can write to that directory: anybody could have put the project there, as in `/tmp`. It is not used.",
        "Copy the project into a directory of your own; or take away the right to write (`chmod o-w`) and let a user that you trust own it.");

    /// <summary>DJ2016: The list of trusted destinations is ignored.</summary>
    public static readonly DiagnosticRule TrustListIgnored = new(
        "DJ2016", DiagnosticSeverity.Warning, "The list of trusted destinations is ignored",
        "`trusted.json` in the user's configuration directory can be written by others, belongs to another user, or cannot be read, so what it says counts for nothing.",
        "Make the file and its directory yours alone (0600 and 0700), or remove the file and confirm again with `djc trust`.");

    /// <summary>DJ4001: A store lacks a required attribute.</summary>
    public static readonly DiagnosticRule MissingStoreAttribute = new(
        "DJ4001", DiagnosticSeverity.Error, "A store lacks a required attribute",
        "The store's protocol requires the attribute.",
        "Add it to the store in datajoint.json.");

    /// <summary>DJ4002: A store has an unknown attribute.</summary>
    public static readonly DiagnosticRule UnknownStoreAttribute = new(
        "DJ4002", DiagnosticSeverity.Error, "A store has an unknown attribute",
        "The store's protocol does not know the attribute.",
        "Correct the spelling, or remove it.");

    /// <summary>DJ4003: A store has an unknown protocol.</summary>
    public static readonly DiagnosticRule UnknownProtocol = new(
        "DJ4003", DiagnosticSeverity.Error, "A store has an unknown protocol",
        "Built in are file, s3, gcs and azure; others are plug-ins that a program registers.",
        "Correct the protocol, or register its adapter.");

    /// <summary>DJ4004: The default store does not exist.</summary>
    public static readonly DiagnosticRule UnknownDefaultStore = new(
        "DJ4004", DiagnosticSeverity.Error, "The default store does not exist",
        "`stores.default` or `stores.filepath_default` names a store that is not configured.",
        "Correct the name, or configure the store.");

    /// <summary>DJ4005: Prefixes of a store overlap.</summary>
    public static readonly DiagnosticRule OverlappingPrefixes = new(
        "DJ4005", DiagnosticSeverity.Error, "Prefixes of a store overlap",
        "`hash_prefix`, `schema_prefix` and `filepath_prefix` are managed separately, so none may contain another.",
        "Give each its own directory.");

    /// <summary>DJ4006: The store is not configured.</summary>
    public static readonly DiagnosticRule UnknownStore = new(
        "DJ4006", DiagnosticSeverity.Error, "The store is not configured",
        "No layer configures a store of that name.",
        "Correct the name, or add the store to datajoint.json.");

    /// <summary>DJ6001: .secrets/ is not ignored by git.</summary>
    public static readonly DiagnosticRule SecretsNotIgnored = new(
        "DJ6001", DiagnosticSeverity.Error, ".secrets/ is not ignored by git",
        "The next `git add .` would take the secrets along.",
        "Run `djc check --fix`, or add `.secrets/` to .gitignore.");

    /// <summary>DJ6002: A file in .secrets/ is tracked by git.</summary>
    public static readonly DiagnosticRule SecretsTracked = new(
        "DJ6002", DiagnosticSeverity.Error, "A file in .secrets/ is tracked by git",
        "A secret is committed or staged; everybody who has the repository has it.",
        "Run `git rm --cached -r .secrets`, commit, and change the credentials: they stay in the history.");

    /// <summary>DJ6003: A credential in a tracked file.</summary>
    public static readonly DiagnosticRule CredentialCommitted = new(
        "DJ6003", DiagnosticSeverity.Error, "A credential in a tracked file",
        "A configuration file that git tracks holds a credential.",
        "Move it with `djc secrets set KEY` and `djc config unset KEY`, and change the credential: it stays in the history.");

    /// <summary>DJ7001: The command line was not understood.</summary>
    public static readonly DiagnosticRule UsageError = new(
        "DJ7001", DiagnosticSeverity.Error, "The command line was not understood",
        "An unknown command, option or setting key, a missing argument, or a malformed --set.",
        "`djc --help` and `djc COMMAND --help` show the use.");

    /// <summary>DJ7002: The edit was refused.</summary>
    public static readonly DiagnosticRule EditRefused = new(
        "DJ7002", DiagnosticSeverity.Error, "The edit was refused",
        "The file could not be changed as asked; it is as it was.",
        "The message names the reason.");

    /// <summary>Every rule, in the order of the ids.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        ConfigurationInvalid,
        MalformedJson,
        InvalidValue,
        UnknownKey,
        UnquotedText,
        DuplicateSetting,
        UnreadableFile,
        NotAFile,
        FileTooLarge,
        NotUtf8,
        NestedTooDeep,
        GroupExpected,
        InvalidEnvironmentName,
        EnvironmentWithoutFile,
        InvalidControlVariable,
        ConflictingVariables,
        EmptySecretVariable,
        UnknownVariable,
        AmbiguousStoreVariable,
        UnmatchedStoreVariable,
        InvalidHost,
        NoStartDirectory,
        SecretsDirectoryMissing,
        InvalidStoreName,
        PythonDiffers,
        InvalidProgrammaticValue, LookalikeFile, .. InputRules.All,
        SecretsDirectoryOpen,
        SecretFileOpen,
        CredentialInProjectFile,
        EmptySecretFile,
        SeveralLines,
        UnknownSecretFile,
        ForeignOwner,
        ModesNotKept,
        SecretsNotADirectory,
        NulInText,
        ForeignProject,
        UntrustedDestination,
        TokenToProjectHost,
        ReferenceInProjectCredential,
        PlantedProject,
        TrustListIgnored,
        .. DatabaseRules.All,
        MissingStoreAttribute,
        UnknownStoreAttribute,
        UnknownProtocol,
        UnknownDefaultStore,
        OverlappingPrefixes,
        UnknownStore,
        .. ObjectStoreRules.All,
        SecretsNotIgnored,
        SecretsTracked,
        CredentialCommitted,
        UsageError,
        EditRefused,
    ];
}
