using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>
/// Keeps the SDK from taking every object's tag for an MD5 in hexadecimal: servers may give any text, and it fails at one that it cannot convert. One such handler
/// stands on each side of the SDK's own: the inner one marks a tag that is no MD5 as the SDK knows it from objects in parts, the outer one takes the mark away.
/// </summary>
internal sealed class TagHandler(bool marks) : PipelineHandler
{
    private const int HexDigits = 32;
    private const char Mark = '-';

    public override void InvokeSync(IExecutionContext executionContext)
    {
        base.InvokeSync(executionContext);
        Look(executionContext);
    }

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        T response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        Look(executionContext);
        return response;
    }

    private void Look(IExecutionContext executionContext)
    {
        if (executionContext.ResponseContext.Response is not GetObjectResponse { ETag.Length: > 0 } answer)
        {
            return;
        }

        if (marks && !IsDigest(answer.ETag.Trim('"')))
        {
            answer.ETag = Mark + answer.ETag;
        }
        else if (!marks && answer.ETag[0] == Mark)
        {
            answer.ETag = answer.ETag[1..];
        }
    }

    private static bool IsDigest(string tag) => tag.Length == HexDigits && tag.All(char.IsAsciiHexDigit);
}
