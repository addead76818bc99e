namespace DataJoint.Configuration;

/// <summary>The id of every kind of diagnostic. The only place that holds them: an id never changes its meaning, and one that was given up is not used again.</summary>
/// <remarks>
/// 1xxx reading configuration, 2xxx secrets and permissions, 3xxx database, 4xxx stores, 5xxx secret managers, 6xxx leaks and git, 7xxx edits and
/// command line. Each has a rule beside the code that reports it, and a page in docs/diagnostics. Given up: DJ1026, DJ3005, DJ7001.
/// </remarks>
public static class DiagnosticIds
{
    /// <summary>The configuration could not be loaded.</summary>
    public const string ConfigurationInvalid = "DJ1001";
    /// <summary>Not valid JSON.</summary>
    public const string MalformedJson = "DJ1002";
    /// <summary>Value of the wrong type or out of range.</summary>
    public const string InvalidValue = "DJ1003";
    /// <summary>Unknown setting key.</summary>
    public const string UnknownKey = "DJ1004";
    /// <summary>Text without quotes.</summary>
    public const string UnquotedText = "DJ1005";
    /// <summary>The same setting twice in one source.</summary>
    public const string DuplicateSetting = "DJ1006";
    /// <summary>A file cannot be read.</summary>
    public const string UnreadableFile = "DJ1007";
    /// <summary>Something other than a file stands where a file belongs.</summary>
    public const string NotAFile = "DJ1008";
    /// <summary>A file is too large.</summary>
    public const string FileTooLarge = "DJ1009";
    /// <summary>A file is not UTF-8.</summary>
    public const string NotUtf8 = "DJ1010";
    /// <summary>JSON is nested too deep.</summary>
    public const string NestedTooDeep = "DJ1011";
    /// <summary>An object is expected.</summary>
    public const string GroupExpected = "DJ1012";
    /// <summary>Invalid environment name.</summary>
    public const string InvalidEnvironmentName = "DJ1013";
    /// <summary>No file for the chosen environment.</summary>
    public const string EnvironmentWithoutFile = "DJ1014";
    /// <summary>A control variable is not true or false.</summary>
    public const string InvalidControlVariable = "DJ1015";
    /// <summary>Two variables contradict each other.</summary>
    public const string ConflictingVariables = "DJ1016";
    /// <summary>A variable for a secret is empty.</summary>
    public const string EmptySecretVariable = "DJ1017";
    /// <summary>A DJ_ variable that is nearly right.</summary>
    public const string UnknownVariable = "DJ1018";
    /// <summary>A store variable fits two stores.</summary>
    public const string AmbiguousStoreVariable = "DJ1019";
    /// <summary>A store variable fits no store.</summary>
    public const string UnmatchedStoreVariable = "DJ1020";
    /// <summary>Invalid host.</summary>
    public const string InvalidHost = "DJ1021";
    /// <summary>The start directory does not exist.</summary>
    public const string NoStartDirectory = "DJ1022";
    /// <summary>DJ_SECRETS_DIR names no directory.</summary>
    public const string SecretsDirectoryMissing = "DJ1023";
    /// <summary>Invalid store name.</summary>
    public const string InvalidStoreName = "DJ1024";
    /// <summary>Python resolves this setting differently.</summary>
    public const string PythonDiffers = "DJ1025";
    /// <summary>A file that is nearly the project's.</summary>
    public const string LookalikeFile = "DJ1027";
    /// <summary>A placeholder in place of a value.</summary>
    public const string Placeholder = "DJ1028";
    /// <summary>Blanks, quotes or a line end around a value.</summary>
    public const string SurroundedValue = "DJ1029";
    /// <summary>A value for a store or an attribute that is probably misspelt.</summary>
    public const string NearStore = "DJ1030";
    /// <summary>ENV names an environment and does not choose it.</summary>
    public const string UnreadEnvironment = "DJ1031";
    /// <summary>A path of another system.</summary>
    public const string ForeignPath = "DJ1032";
    /// <summary>A malformed reference to a secret.</summary>
    public const string MalformedReference = "DJ1033";
    /// <summary>A reference where none may stand.</summary>
    public const string MisplacedReference = "DJ1034";

    /// <summary>Others can open the secrets directory.</summary>
    public const string SecretsDirectoryOpen = "DJ2001";
    /// <summary>Others can read a secret file.</summary>
    public const string SecretFileOpen = "DJ2002";
    /// <summary>A credential in a committed file.</summary>
    public const string CredentialInProjectFile = "DJ2003";
    /// <summary>A secret file is empty.</summary>
    public const string EmptySecretFile = "DJ2004";
    /// <summary>More than one line in a single-value file.</summary>
    public const string SeveralLines = "DJ2005";
    /// <summary>A file in the secrets directory that is not a setting.</summary>
    public const string UnknownSecretFile = "DJ2006";
    /// <summary>A secret belongs to another user.</summary>
    public const string ForeignOwner = "DJ2007";
    /// <summary>The file system does not keep permissions.</summary>
    public const string ModesNotKept = "DJ2008";
    /// <summary>.secrets is not a directory.</summary>
    public const string SecretsNotADirectory = "DJ2009";
    /// <summary>A NUL character in a value.</summary>
    public const string NulInText = "DJ2010";
    /// <summary>The project file belongs to another user.</summary>
    public const string ForeignProject = "DJ2011";
    /// <summary>Only the project decides where, or how unprotected, a credential from outside goes.</summary>
    public const string UntrustedDestination = "DJ2012";
    /// <summary>A token of the platform's identity would go to a destination that only the project names.</summary>
    public const string TokenToProjectHost = "DJ2013";
    /// <summary>A credential that the project file gives names a file or an address.</summary>
    public const string ReferenceInProjectCredential = "DJ2014";
    /// <summary>Another user's project in a directory that anyone can write to.</summary>
    public const string PlantedProject = "DJ2015";
    /// <summary>The list of trusted destinations is ignored.</summary>
    public const string TrustListIgnored = "DJ2016";
    /// <summary>No Google identity.</summary>
    public const string GoogleIdentityMissing = "DJ2017";
    /// <summary>Not a Google credential.</summary>
    public const string GoogleCredentialInvalid = "DJ2018";
    /// <summary>Google does not accept the credential.</summary>
    public const string GoogleCredentialRefused = "DJ2019";
    /// <summary>The token service does not answer.</summary>
    public const string GoogleIdentityUnavailable = "DJ2020";
    /// <summary>What answers is not a token service.</summary>
    public const string GoogleIdentityUnexpectedAnswer = "DJ2021";

    /// <summary>No database user.</summary>
    public const string DatabaseMissingUser = "DJ3001";
    /// <summary>No database password.</summary>
    public const string DatabaseMissingPassword = "DJ3002";
    /// <summary>No SQLite database file.</summary>
    public const string DatabaseMissingDatabaseFile = "DJ3003";
    /// <summary>The database cannot be opened.</summary>
    public const string DatabaseUnreachable = "DJ3004";
    /// <summary>Nothing listens there.</summary>
    public const string DatabaseConnectionRefused = "DJ3006";
    /// <summary>Unknown host.</summary>
    public const string DatabaseUnknownHost = "DJ3007";
    /// <summary>Access denied.</summary>
    public const string DatabaseCredentialsRefused = "DJ3008";
    /// <summary>No such database.</summary>
    public const string DatabaseUnknownDatabase = "DJ3009";
    /// <summary>The server offers no TLS.</summary>
    public const string DatabaseTlsNotOffered = "DJ3010";
    /// <summary>The server demands TLS.</summary>
    public const string DatabaseTlsDemanded = "DJ3011";
    /// <summary>The server's certificate was rejected.</summary>
    public const string DatabaseCertificateRejected = "DJ3012";
    /// <summary>No answer in time.</summary>
    public const string DatabaseConnectionTimedOut = "DJ3013";
    /// <summary>Too many connections.</summary>
    public const string DatabaseTooManyConnections = "DJ3014";
    /// <summary>The connection was lost.</summary>
    public const string DatabaseServerGone = "DJ3015";
    /// <summary>The account may not do this.</summary>
    public const string DatabaseAccessDenied = "DJ3016";
    /// <summary>The transaction is gone.</summary>
    public const string DatabaseTransactionLost = "DJ3017";
    /// <summary>Whether the transaction was committed is not known.</summary>
    public const string DatabaseCommitUnknown = "DJ3018";
    /// <summary>The way of logging in is not supported.</summary>
    public const string DatabaseAuthenticationUnsupported = "DJ3019";
    /// <summary>Another kind of server answers.</summary>
    public const string DatabaseWrongBackend = "DJ3020";
    /// <summary>The connection is not encrypted.</summary>
    public const string DatabaseNotEncrypted = "DJ3021";
    /// <summary>The server's identity is not verified.</summary>
    public const string DatabaseServerNotVerified = "DJ3022";
    /// <summary>The account has far more rights than a pipeline needs.</summary>
    public const string DatabaseExcessiveRights = "DJ3023";
    /// <summary>The clocks differ.</summary>
    public const string DatabaseClockSkew = "DJ3024";
    /// <summary>The shared connection was opened with other arguments.</summary>
    public const string DatabaseSharedConnectionDiffers = "DJ3025";
    /// <summary>A TLS file cannot be used.</summary>
    public const string DatabaseTlsFileUnusable = "DJ3026";
    /// <summary>The server refuses the statement.</summary>
    public const string DatabaseStatementRefused = "DJ3027";
    /// <summary>The server is not ready.</summary>
    public const string DatabaseServerNotReady = "DJ3028";
    /// <summary>The account is blocked.</summary>
    public const string DatabaseAccountBlocked = "DJ3029";
    /// <summary>The server does not let this machine in.</summary>
    public const string DatabaseHostNotAllowed = "DJ3030";
    /// <summary>connection.init_function failed.</summary>
    public const string DatabaseInitFunctionFailed = "DJ3031";
    /// <summary>All pooled connections are in use.</summary>
    public const string DatabasePoolExhausted = "DJ3032";
    /// <summary>The TLS handshake failed.</summary>
    public const string DatabaseTlsHandshakeFailed = "DJ3033";
    /// <summary>The server's identity is to be verified, and TLS is refused.</summary>
    public const string DatabaseVerificationOff = "DJ3034";
    /// <summary>The transaction was rolled back.</summary>
    public const string DatabaseTransactionFailed = "DJ3035";
    /// <summary>connection.init_function would write in a command that only reads.</summary>
    public const string DatabaseInitFunctionWrites = "DJ3036";
    /// <summary>No driver for the backend.</summary>
    public const string DatabaseMissingDriver = "DJ3037";

    /// <summary>A store lacks a required attribute.</summary>
    public const string MissingStoreAttribute = "DJ4001";
    /// <summary>A store has an unknown attribute.</summary>
    public const string UnknownStoreAttribute = "DJ4002";
    /// <summary>A store has an unknown protocol.</summary>
    public const string UnknownProtocol = "DJ4003";
    /// <summary>The default store does not exist.</summary>
    public const string UnknownDefaultStore = "DJ4004";
    /// <summary>Prefixes of a store overlap.</summary>
    public const string OverlappingPrefixes = "DJ4005";
    /// <summary>The store is not configured.</summary>
    public const string UnknownStore = "DJ4006";
    /// <summary>No object can have this name.</summary>
    public const string StoreInvalidName = "DJ4101";
    /// <summary>The object does not exist.</summary>
    public const string StoreNotFound = "DJ4102";
    /// <summary>The object exists already.</summary>
    public const string StoreAlreadyExists = "DJ4103";
    /// <summary>A link leads out of the store's location.</summary>
    public const string StoreOutsideLocation = "DJ4104";
    /// <summary>The store refuses.</summary>
    public const string StoreAccessDenied = "DJ4105";
    /// <summary>The store's location cannot hold objects.</summary>
    public const string StoreInvalidLocation = "DJ4106";
    /// <summary>The store is full.</summary>
    public const string StoreFull = "DJ4107";
    /// <summary>The store cannot be reached.</summary>
    public const string StoreUnavailable = "DJ4108";
    /// <summary>The name belongs to something that is not an object.</summary>
    public const string StoreNotAnObject = "DJ4109";
    /// <summary>The name is another object's in a different spelling.</summary>
    public const string StoreCaseCollision = "DJ4110";
    /// <summary>Nothing in this program speaks the store's protocol.</summary>
    public const string StoreUnknownProtocol = "DJ4111";
    /// <summary>The store cannot do this at all.</summary>
    public const string StoreUnsupported = "DJ4112";
    /// <summary>The object is another version by now.</summary>
    public const string StoreChanged = "DJ4113";
    /// <summary>Checksum mismatch.</summary>
    public const string StoreChecksumMismatch = "DJ4114";
    /// <summary>The name is in a section that DataJoint manages.</summary>
    public const string StoreManagedSection = "DJ4115";
    /// <summary>The bucket or container does not exist.</summary>
    public const string StoreNoSuchBucket = "DJ4116";
    /// <summary>The store does not accept the credentials.</summary>
    public const string StoreCredentialsRefused = "DJ4117";
    /// <summary>The store's secret is wrong.</summary>
    public const string StoreSignatureMismatch = "DJ4118";
    /// <summary>The bucket is in another region.</summary>
    public const string StoreWrongRegion = "DJ4119";
    /// <summary>The endpoint does not speak TLS.</summary>
    public const string StoreTlsNotOffered = "DJ4120";
    /// <summary>The endpoint speaks TLS only.</summary>
    public const string StoreTlsDemanded = "DJ4121";
    /// <summary>The endpoint's certificate is not accepted.</summary>
    public const string StoreCertificateRejected = "DJ4122";
    /// <summary>The clocks are too far apart.</summary>
    public const string StoreClockSkew = "DJ4123";
    /// <summary>The store limits the rate of requests.</summary>
    public const string StoreThrottled = "DJ4124";
    /// <summary>There are no credentials for the store.</summary>
    public const string StoreNoCredentials = "DJ4125";
    /// <summary>The proxy refuses or cannot be reached.</summary>
    public const string StoreProxyRefused = "DJ4126";
    /// <summary>An attribute of the store is invalid.</summary>
    public const string StoreInvalidAttribute = "DJ4127";
    /// <summary>What answers does not speak the store's protocol.</summary>
    public const string StoreUnexpectedAnswer = "DJ4128";
    /// <summary>The endpoint's host is not known.</summary>
    public const string StoreUnknownHost = "DJ4129";

    /// <summary>A secret could not be had from where it is kept.</summary>
    public const string SecretUnresolved = "DJ5001";
    /// <summary>A reference of the project that nobody has confirmed.</summary>
    public const string UntrustedReference = "DJ5002";
    /// <summary>Nobody resolves references of this scheme.</summary>
    public const string UnknownSecretScheme = "DJ5003";
    /// <summary>There is no such secret.</summary>
    public const string SecretNotFound = "DJ5004";
    /// <summary>The secret may not be read.</summary>
    public const string SecretRefused = "DJ5005";
    /// <summary>Nobody is logged in where the secret is kept.</summary>
    public const string SecretIdentityMissing = "DJ5006";
    /// <summary>Whoever keeps the secret does not answer.</summary>
    public const string SecretKeeperUnreachable = "DJ5007";
    /// <summary>A reference would run a program.</summary>
    public const string SecretProgramNotAllowed = "DJ5008";

    /// <summary>What a reference leads to is too large.</summary>
    public const string SecretTooLarge = "DJ5009";

    /// <summary>.secrets/ is not ignored by git.</summary>
    public const string SecretsNotIgnored = "DJ6001";
    /// <summary>A file in .secrets/ is tracked by git.</summary>
    public const string SecretsTracked = "DJ6002";
    /// <summary>A credential in a tracked file.</summary>
    public const string CredentialCommitted = "DJ6003";
    /// <summary>There is no git, or no repository, to ask.</summary>
    public const string GitUnavailable = "DJ6004";
    /// <summary>git could not answer.</summary>
    public const string GitFailed = "DJ6005";
    /// <summary>The repository cannot be purged as it is.</summary>
    public const string PurgeImpossible = "DJ6006";
    /// <summary>A purge was interrupted after the refs had moved.</summary>
    public const string PurgeUnfinished = "DJ6007";
    /// <summary>Something of what was purged is still there.</summary>
    public const string PurgeRemains = "DJ6008";

    /// <summary>The edit was refused.</summary>
    public const string EditRefused = "DJ7002";

    /// <summary>The credential cannot be rotated here.</summary>
    public const string RotationImpossible = "DJ7101";
    /// <summary>The server refused to change the credential.</summary>
    public const string RotationRefused = "DJ7102";
    /// <summary>The former credential was put back in force.</summary>
    public const string RotationRolledBack = "DJ7103";
    /// <summary>A rotation is not finished.</summary>
    public const string RotationUnfinished = "DJ7104";
    /// <summary>The former credential still works.</summary>
    public const string RotationFormerAccepted = "DJ7105";
    /// <summary>Programs that connect during the change may be refused.</summary>
    public const string RotationWithoutOverlap = "DJ7106";

    /// <summary>The journal of an incident cannot be read.</summary>
    public const string IncidentUnreadable = "DJ7201";
}
