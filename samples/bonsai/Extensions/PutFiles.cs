using System;
using System.ComponentModel;
using System.IO;
using System.Reactive.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bonsai;
using DataJoint.Configuration;
using DataJoint.Stores;

[Description("Puts each file, given by its path, into a store of the project, and passes the path on once it is there whole.")]
public class PutFiles : Sink<string>
{
    [Description("The project's folder; empty for the one that the workflow runs in.")]
    public string Project { get; set; }

    [Description("The environment, such as rig2; empty for what DJ_ENV says.")]
    public string Environment { get; set; }

    [Description("The store; empty for the default one.")]
    public string Store { get; set; }

    [Description("Where in the store, such as raw/2026-11-29.")]
    public string Folder { get; set; }

    public override IObservable<string> Process(IObservable<string> source)
    {
        return Observable.Defer(() =>
        {
            StoreCollection stores = RigProject.Load(Project, Environment).Stores;
            IObjectStore store = StoreAdapters.Open(string.IsNullOrEmpty(Store) ? stores.Default : stores[Store]);
            return source
                .Select(path => Observable.FromAsync(cancellation => PutAsync(store, path, cancellation)))
                .Concat()
                .Finally(() => store.DisposeAsync().AsTask().Wait());
        });
    }

    /// <summary>One at a time, in order. A name that is taken ends the workflow with an error: no recording replaces another.</summary>
    private async Task<string> PutAsync(IObjectStore store, string path, CancellationToken cancellation)
    {
        string name = (string.IsNullOrEmpty(Folder) ? "" : Folder.TrimEnd('/') + "/") + Path.GetFileName(path);
        await store.UploadFileAsync(path, name, new WriteOptions { Overwrite = false }, cancellation).ConfigureAwait(false);
        return path;
    }
}
