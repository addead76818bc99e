namespace DataJoint.Configuration.Editing.Tests;

/// <summary>A project with a configuration of DataJoint 0.x in it.</summary>
internal sealed class OldProject : IDisposable
{
    internal const string FileName = "dj_local_conf.json";

    internal OldProject(string oldFile) => Files = new TestProject().WithFile(FileName, oldFile);

    internal TestProject Files { get; }

    internal MigrationPlan Plan() =>
        MigrationPlan.Create(Files.PathOf(FileName), ProjectEditor.Locate(Files.Options()));

    internal MigrationStep Step(string oldKey) => Plan().Steps.Single(step => step.OldKey == oldKey);

    internal OldProject Migrated()
    {
        Plan().Apply();
        return this;
    }

    internal string Text(string name) => File.ReadAllText(Files.PathOf(name));

    internal bool Has(string name) => File.Exists(Files.PathOf(name)) || Directory.Exists(Files.PathOf(name));

    public void Dispose() => Files.Dispose();
}
