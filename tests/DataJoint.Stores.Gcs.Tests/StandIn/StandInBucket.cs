using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>The objects of the stand-in's one bucket. Every change is whole and has its condition checked with it.</summary>
internal sealed class StandInBucket(string name)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private long _generation = 1_700_000_000_000_000;

    public string Name => name;

    public StoredObject Get(string path, long? ifGeneration = null)
    {
        lock (_gate)
        {
            StoredObject found = _objects.GetValueOrDefault(path) ?? throw Refusal.NoObject(name, path);
            return ifGeneration is null || ifGeneration == found.Generation ? found : throw Refusal.Condition();
        }
    }

    public StoredObject Put(string path, byte[] bytes, long? ifGeneration, string? crc, JsonObject? about = null)
    {
        if (crc is not null && crc != StoredObject.Sum(bytes))
        {
            throw new Refusal(400, "Provided CRC32C \"…\" doesn't match calculated CRC32C \"…\".", "invalid");
        }

        lock (_gate)
        {
            CheckCondition(path, ifGeneration);
            return _objects[path] = new StoredObject(path, bytes, ++_generation, TimeProvider.System.GetUtcNow()) { About = about ?? [] };
        }
    }

    public void Delete(string path, long? ifGeneration)
    {
        lock (_gate)
        {
            CheckCondition(path, ifGeneration);
            if (!_objects.Remove(path))
            {
                throw Refusal.NoObject(name, path);
            }
        }
    }

    public StoredObject[] List(string prefix)
    {
        lock (_gate)
        {
            return [.. _objects.Values.Where(o => o.Name.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    private void CheckCondition(string path, long? ifGeneration)
    {
        if (ifGeneration is { } wanted && wanted != (_objects.GetValueOrDefault(path)?.Generation ?? 0))
        {
            throw Refusal.Condition();
        }
    }
}
