namespace DataJoint.Leaks.Rules;

/// <summary>A call that takes credentials by position.</summary>
/// <param name="Name">The end of the name, with the parenthesis.</param>
/// <param name="Secrets">Which arguments are secret, from 0.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Rule">What a leak is; an argument of a call by default.</param>
internal sealed record CallForm(string Name, int[] Secrets, NameKind Kind, LeakRule? Rule = null)
{
    /// <summary>All forms; of two that end alike the longer one comes first.</summary>
    public static IReadOnlyList<CallForm> All { get; } =
    [
        new("dj.conn(", [2], NameKind.Password), new("dj.Connection(", [2], NameKind.Password), new("mysqli(", [2], NameKind.Password),
        new("mysql(", [3, 2], NameKind.Password), new("S3Client(", [1], NameKind.Key), new(".conn(", [2], NameKind.Password), new("mym(", [3], NameKind.Password),
        new("Minio(", [1, 2], NameKind.Key), new("MinioClient(", [1, 2], NameKind.Key), new("BasicAWSCredentials(", [1], NameKind.Key),
        new("SessionAWSCredentials(", [1, 2], NameKind.Key), new("AwsBasicCredentials.create(", [1], NameKind.Key),
        new("NetworkCredential(", [1], NameKind.Password), new("SharedKeyCredential(", [1], NameKind.Key), new("NamedKeyCredential(", [1], NameKind.Key),
        new("AzureKeyCredential(", [0], NameKind.Key), new("SasCredential(", [0], NameKind.Key), new("ClientSecretCredential(", [2], NameKind.Key),
        new("WithCredentials(", [1], NameKind.Key), new("HTTPBasicAuth(", [1], NameKind.Password), new("PlainCredentials(", [1], NameKind.Password),
        new("UsernamePasswordCredential(", [1], NameKind.Password), new("database(", [2], NameKind.Password), new("DBInterface.connect(", [3], NameKind.Password),
        new("mysql_real_connect(", [3], NameKind.Password), new("connect(", [2], NameKind.Password),
        new("getConnection(", [2], NameKind.Password), new(".login(", [1], NameKind.Password), new("dbConnect(", [3], NameKind.Password),
        new("SecretStr(", [0], NameKind.Password, LeakRules.CredentialAssignment), new("SecretBytes(", [0], NameKind.Password, LeakRules.CredentialAssignment),
        new("new Secret(", [0], NameKind.Password, LeakRules.CredentialAssignment), new("BasicAuth(", [1], NameKind.Password),
        new("PDO(", [2], NameKind.Password), new("WiFi.begin(", [1], NameKind.Password), new("URL.create(", [2], NameKind.Password), new("NewStaticV4(", [1], NameKind.Key),
        new("boto3.Session(", [1], NameKind.Key), new("postgresql(", [2], NameKind.Password), new("UsernamePasswordToken(", [1], NameKind.Password),
    ];
}
