namespace DataJoint.Configuration.Editing.Tests;

/// <summary>A project with a configuration of DataJoint 0.x in it.</summary>
internal sealed class OldProject : IDisposable
{
    public const string FileName = "dj_local_conf.json";

    public OldProject(string oldFile) => Files = new TestProject().WithFile(FileName, oldFile);

    public TestProject Files { get; }

    public MigrationPlan Plan() =>
        MigrationPlan.Create(Files.PathOf(FileName), ProjectEditor.Locate(Files.Options()));

    public MigrationStep Step(string oldKey) => Plan().Steps.Single(step => step.OldKey == oldKey);

    public OldProject Migrated()
    {
        Plan().Apply();
        return this;
    }

    public string Text(string name) => File.ReadAllText(Files.PathOf(name));

    public bool Has(string name) => File.Exists(Files.PathOf(name)) || Directory.Exists(Files.PathOf(name));

    public void Dispose() => Files.Dispose();
}
