using System.Runtime.CompilerServices;
using DataJoint.Cli.CommandLine;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>A listing whose lines are seen at once: the output is flushed whenever the store makes us wait, and nobody's listing ends.</summary>
internal static class PromptListing
{
    public static async IAsyncEnumerable<ListEntry> From(
        IAsyncEnumerable<ListEntry> entries, CommandContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ListEntry> enumerator = entries.GetAsyncEnumerator(cancellationToken);
        while (!context.Terminal.IsOutputGone())
        {
            ValueTask<bool> next = enumerator.MoveNextAsync();
            if (!next.IsCompleted)
            {
                context.Output.Flush();
            }

            if (!await next)
            {
                break;
            }

            yield return enumerator.Current;
        }
    }
}
