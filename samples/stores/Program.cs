using DataJoint;
using DataJoint.Configuration;
using DataJoint.Stores;
using DataJoint.Stores.S3;

namespace Laboratory;

/// <summary>Copies a folder of recordings from the file store "acquisition" to the S3 store "archive", as datajoint.json describes them.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // Only with a project reference: a package reference does this by itself.
        S3Adapter.Register();

        string folder = args.Length > 0 ? args[0].TrimEnd('/') + "/" : "recordings/";
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        try
        {
            await CopyAsync(folder, stop.Token);
            return 0;
        }
        catch (ConfigurationException wrong)
        {
            Console.Error.WriteLine(string.Join('\n', wrong.Diagnostics));
        }
        catch (StoreException fault)
        {
            Console.Error.WriteLine($"{fault.Diagnostic.Id}: {fault.Message} {fault.Diagnostic.Hint}");
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted; the next run goes on where this one stopped.");
        }

        return 1;
    }

    private static async Task CopyAsync(string folder, CancellationToken cancel)
    {
        var config = DataJointConfig.Load();
        await using IObjectStore acquisition = config.OpenStore("acquisition");
        await using IObjectStore archive = config.OpenStore("archive");

        // What is to be copied: recordings that the archive lacks, or has in another size.
        var missing = new List<ObjectInfo>();
        await foreach (ObjectInfo recording in acquisition.ListAsync(folder, cancel))
        {
            ObjectInfo? there = await archive.StatAsync(recording.Name, cancel);
            if (there?.Size != recording.Size)
            {
                missing.Add(recording);
            }
        }

        using var bar = new ProgressBar(missing.Sum(recording => recording.Size), missing.Count);
        BulkProgress copied = await new StoreCopy(acquisition, archive).CopyAllAsync(
            missing.ToAsyncEnumerable(),
            recording => recording.Name,
            new BulkOptions { Progress = bar, Write = new WriteOptions { Resume = true } },
            cancel);
        bar.Finish(copied);
    }
}
