namespace DataJoint.Stores.S3.Faults;

/// <summary>Why a server refused a request, where that has no explanation of its own: the cause of the store's fault. Status, code and the server's words; no secret.</summary>
internal sealed class ServerRefusal(int status, string? code, string reason) : Exception(reason)
{
    public int Status => status;

    /// <summary>S3's word for it, such as <c>InvalidArgument</c>.</summary>
    public string? Code => code;
}
