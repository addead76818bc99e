using DataJoint.Stores.Azure;
using DataJoint.Stores.Gcs;
using DataJoint.Stores.S3;

namespace DataJoint.Cli.Transfers;

/// <summary>The protocols that djc speaks besides <c>file</c>. They are made known where a store is used: other commands do without.</summary>
internal static class StoreProtocols
{
    public static void Register()
    {
        AzureAdapter.Register();
        GcsAdapter.Register();
        S3Adapter.Register();
    }
}
