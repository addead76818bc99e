using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>What to do where a store's keys are made.</summary>
/// <param name="Make">How another key is made.</param>
/// <param name="End">How the former one is ended.</param>
internal sealed record KeyAdvice(string Make, string End)
{
    public static KeyAdvice For(StoreSpec spec) => spec.Protocol switch
    {
        "s3" => new(
            "make a second key for the same user where the store's keys are made (MinIO: mc admin accesskey create ALIAS USER; Ceph: radosgw-admin key create --uid=USER --key-type=s3), and let the former one be",
            "MinIO: mc admin accesskey disable ALIAS KEYID, or rm; Ceph: radosgw-admin key rm --uid=USER --key-type=s3 --access-key=KEYID"),
        "azure" when spec.GetSecret("account_key") is not null => new(
            $"renew the one of the account's two keys that is not in use (az storage account keys renew --account-name {Account(spec)} --key secondary, or primary), and take that",
            $"renew the other one: az storage account keys renew --account-name {Account(spec)} --key primary, or secondary"),
        "azure" => new(
            "make another shared access signature or connection string, signed with the account's other key or another stored access policy",
            "renew the key that signed it (az storage account keys renew), or remove its stored access policy"),
        "gcs" => new(
            "make another key for the same service account: gcloud iam service-accounts keys create FILE --iam-account=ACCOUNT",
            "gcloud iam service-accounts keys delete KEYID --iam-account=ACCOUNT"),
        _ => new("make another credential where the store's are made, and let the former one be", "where it was made"),
    };

    private static string Account(StoreSpec spec) => spec.GetText("account_name") is { Length: > 0 } name && ShellWord.From(name) is string word ? word : "NAME";
}
