#if NET
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

/// <summary>
/// Objects that datajoint-python wrote into a folder are found and read. Their names are those of its rules: <c>build_object_path</c> and <c>encode_pk_value</c> in
/// storage.py, <c>build_hash_path</c> in hash_registry.py, <c>Path(location) / name</c>.
/// </summary>
public sealed class PythonObjectsTests : IDisposable
{
    private static readonly string[] Names =
    [
        // Primary keys of numbers, dates, times, and of text that is not safe in a path or too long for one.
        "_schema/lab/session/subject=7/day=2024-03-05/at=2024-03-05T10-11-12/trace_Ab3xYz01.npy",
        "_schema/lab/__session/name=a%2Fb%3A%20c/weight=1.5/trace_Ab3x",
        "_schema/lab/#unit/name=" + LongText + "_2f6e0c1d/spikes_Zz90.zarr/0.0",
        "_schema/subject=7/lab/session/day=2024-03-05/trace_Ab3xYz01.npy", // partition_pattern {subject}
        "_schema/lab/session/name=Zoë Müller & co (2)/notes_aaaa.txt",
        "_hash/lab/mj4zqbghwvcqlhbxhpqcwnm2ue",
        "_hash/lab/mj/4z/mj4zqbghwvcqlhbxhpqcwnm2ue", // subfolding [2, 2]
        "raw/2024/session 1.bin",
    ];

    private const string LongText = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    private readonly TemporaryFolder _project = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("lab/data")]
    [InlineData("lab/data/")]
    [InlineData("./lab//data")]
    [InlineData("lab/./data/")]
    [InlineData("ABSOLUTE")]
    [InlineData("ABSOLUTE/")]
    public async Task They_are_listed_and_read_however_the_location_is_written(string written)
    {
        foreach (string name in Names)
        {
            string path = _project["lab/data/" + name];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, name, Cancellation);
        }

        string location = written.Replace("ABSOLUTE", _project["lab/data"], StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            _project["datajoint.json"], JsonSerializer.Serialize(new { stores = new { main = new { protocol = "file", location, subfolding = new[] { 2, 2 } } } }), Cancellation);
        HostEnvironment nothing = new(new Dictionary<string, string>(), _project.Path);
        StoreSpec spec = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = _project.Path, HostEnvironment = nothing }).Snapshot.Stores["main"];

        await using IObjectStore store = StoreAdapters.Open(spec);
        (await store.ListAsync("", Cancellation).Select(found => found.Name).ToListAsync(Cancellation)).ShouldBe(Names, ignoreOrder: true);
        foreach (string name in Names)
        {
            Encoding.UTF8.GetString(await store.ReadAllBytesAsync(name, Cancellation)).ShouldBe(name);
        }

        StoreLayout layout = new(spec);
        Names.ShouldContain(layout.GetHashName("mj4zqbghwvcqlhbxhpqcwnm2ue", "lab"));
        layout.GetPath("raw/2024/session 1.bin").ShouldBe(_project["lab/data/raw/2024/session 1.bin"].Replace('\\', '/'));
    }
}
#endif
