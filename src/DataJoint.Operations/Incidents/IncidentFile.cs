using System.Security.Cryptography;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing.Files;
using DataJoint.Configuration.Files;
using DataJoint.Leaks;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Verifications;

namespace DataJoint.Operations.Incidents;

/// <summary>The journal of an incident in <c>.secrets/.incident/</c>, and the lock that keeps two runs apart.</summary>
internal sealed class IncidentFile : IDisposable
{
    private const string FolderName = ".incident";
    private const string JournalName = "journal.json";
    private const string KeyName = "key";
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly EditLock _taken;
    private readonly string _folder;
    private readonly Secret _key;

    private IncidentFile(EditLock taken, string folder, Secret key) => (_taken, _folder, _key) = (taken, folder, key);

    private string JournalPath => Path.Combine(_folder, JournalName);

    /// <summary>Whether an incident is under way.</summary>
    public static bool Exists(string secrets) => File.Exists(Path.Combine(secrets, FolderName, JournalName));

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="Configuration.Editing.ConfigurationEditException">Nothing can be written there, or another run is under way.</exception>
    public static IncidentFile Take(string secrets)
    {
        string own = Path.Combine(secrets, FolderName);
        AtomicFile.CreateSecretDirectory(secrets);
        AtomicFile.CreateSecretDirectory(own);
        SafeTarget.CheckDirectory(SafeTarget.Resolve(own, own, followLinks: false), own);
        var taken = EditLock.Take(own);
        string path = Path.Combine(own, KeyName);
        FileContent content = FileReading.Read(path, MaxBytes);
        if (content.Bytes is { Length: > 0 } bytes)
        {
            return new IncidentFile(taken, own, new Secret(Convert.ToBase64String(bytes)));
        }

        if (!content.IsMissing && File.Exists(Path.Combine(own, JournalName)))
        {
            taken.Dispose();
            throw Unreadable(path);
        }

        byte[] made = RandomNumberGenerator.GetBytes(32);
        AtomicFile.Write(SafeTarget.Resolve(path, path, followLinks: false), made, AtomicFile.SecretMode);
        return new IncidentFile(taken, own, new Secret(Convert.ToBase64String(made)));
    }

    /// <summary>What an interrupted run left, or null.</summary>
    /// <exception cref="IncidentException">It cannot be read.</exception>
    public IncidentJournal? Read()
    {
        FileContent content = FileReading.Read(JournalPath, MaxBytes);
        if (content.IsMissing)
        {
            return null;
        }

        try
        {
            IncidentJournal? journal = content.Bytes is null ? null : JsonSerializer.Deserialize(content.Bytes, IncidentJson.Default.IncidentJournal);
            if (journal is { Version: IncidentJournal.CurrentVersion })
            {
                return journal;
            }
        }
        catch (JsonException)
        {
            // Told below: its message quotes what it cannot read.
        }

        throw content.Bytes is not null && VersionIn(content.Bytes) is int version && version != IncidentJournal.CurrentVersion
            ? new IncidentException(
                IncidentRules.Unreadable, $"{Display.Sanitize(JournalPath, 400)} has the format {version} of another version of this program, which reads format {IncidentJournal.CurrentVersion}")
            : Unreadable();
    }

    /// <summary>The format that a journal says it has, whatever else is in it; null when it says none.</summary>
    private static int? VersionIn(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("version", out JsonElement version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the credentials of a journal, and where they belong.</summary>
    /// <exception cref="IncidentException">The key is another one.</exception>
    public (IReadOnlyList<FoundCredential> Credentials, BoundDestinations Bound) Open(IncidentJournal journal)
    {
        Secret plain = SealedText.Parse(journal.Sealed)?.Open(_key) ?? throw Unreadable();
        SealedIncident opened = JsonSerializer.Deserialize(plain.Reveal(), IncidentJson.Default.SealedIncident) ?? throw Unreadable();
        FoundCredential[] credentials =
        [
            .. journal.Entries.Zip(opened.Credentials, (entry, each) => new FoundCredential(
                LeakRules.All.FirstOrDefault(rule => rule.Id == entry.Rule) ?? LeakRules.ServiceToken, entry.Name, new Secret(each.Text))
            { User = each.User, Host = entry.Host, Port = entry.Port, HasWorked = each.HasWorked, Refusals = each.Refusals }),
        ];
        return (credentials, new BoundDestinations(opened.Places));
    }

    /// <summary>Seals credentials for the journal, and where they belong.</summary>
    public string Seal(IReadOnlyList<FoundCredential> credentials, BoundDestinations bound)
    {
        SealedCredential[] all =
            [.. credentials.Select(each => new SealedCredential { Text = each.Secret.Reveal(), User = each.User, HasWorked = each.HasWorked, Refusals = each.Refusals })];
        SealedIncident sealedPart = new() { Places = bound.Places, Credentials = all };
        return SealedText.Seal(new Secret(JsonSerializer.Serialize(sealedPart, IncidentJson.Default.SealedIncident)), _key).ToString();
    }

    /// <summary>Writes the journal, for the owner alone, and makes sure that it is there before anything else is done.</summary>
    public void Write(IncidentJournal journal)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(journal, IncidentJson.Default.IncidentJournal);
        AtomicFile.Write(SafeTarget.Resolve(JournalPath, JournalPath, followLinks: false), bytes, AtomicFile.SecretMode);
    }

    /// <summary>Nothing is left of it.</summary>
    public void Remove()
    {
        AtomicFile.Delete(JournalPath);
        AtomicFile.Delete(Path.Combine(_folder, KeyName));
    }

    public void Dispose() => _taken.Dispose();

    private IncidentException Unreadable() => Unreadable(JournalPath);

    private static IncidentException Unreadable(string file) => new(
        IncidentRules.Unreadable, $"{Display.Sanitize(file, 400)} is not the journal of an incident that this program can read");
}
