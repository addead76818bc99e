using System.Globalization;
using DataJoint.Configuration.Editing.Projects;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>The steps of a plan, each checked against what the project has and what the plan writes already.</summary>
internal sealed class MigrationSteps
{
    private static readonly string[] CustomGroup = [SettingCatalogue.CustomGroup];

    private readonly MigrationTarget _target;
    private readonly List<MigrationStep> _steps = [];
    private readonly Dictionary<string, MigrationStep> _planned = new(StringComparer.Ordinal);

    public MigrationSteps(MigrationTarget target) => _target = target;

    public IReadOnlyList<MigrationStep> All => _steps;

    /// <summary>Whether a value takes the place of another one that the project has; otherwise that stays.</summary>
    public bool Replaces { get; init; }

    /// <summary>Adds a value that goes to its setting. When the old file gives it twice, the second goes below <c>custom</c>.</summary>
    public void Add(SettingKey key, MigratedValue value, (string OldKey, Origin Origin) old, string? note)
    {
        if (_planned.TryGetValue(key.Text, out MigrationStep? earlier))
        {
            AddCustom(SettingKey.OfCustom("custom." + old.OldKey), value, old, CustomGroup, $"{Display.Sanitize(earlier.OldKey)} gives {Display.Sanitize(key.Text)} its value");
            return;
        }

        Enter(key, value, old, new(MigrationAction.Carry, [], note));
    }

    /// <summary>Adds a value that goes below <c>custom</c>.</summary>
    public void AddCustom(SettingKey key, MigratedValue value, (string OldKey, Origin Origin) old, IReadOnlyList<string> parents, string? note)
    {
        string wanted = key.Text;
        for (int copy = 2; _planned.TryGetValue(key.Text, out MigrationStep? earlier); copy++)
        {
            key = SettingKey.OfCustom(string.Format(CultureInfo.InvariantCulture, "{0}_{1}", wanted, copy));
            note = $"{Display.Sanitize(earlier.OldKey)} has taken the name {Display.Sanitize(earlier.NewKey)}";
        }

        Enter(key, value, old, new(MigrationAction.CarryAsCustom, parents, note));
    }

    /// <summary>Adds a value that goes nowhere.</summary>
    public void AddNothing(SettingKey key, (string OldKey, Origin Origin) old, MigrationAction action, string note) =>
        _steps.Add(new MigrationStep(old.OldKey, old.Origin, key, action) { Note = note });

    private void Enter(SettingKey key, MigratedValue value, (string OldKey, Origin Origin) old, Way way)
    {
        RawValue? there = value.Value is null ? null : _target.Find(key);
        bool isPresent = value.Value is null ? _target.Has(key.Text) : there is not null && IsSame(there.Value, value.Value);
        MigrationAction action = isPresent ? MigrationAction.Present
            : there is null ? way.Action
            : Replaces ? MigrationAction.Replace
            : MigrationAction.Conflict;
        MigrationStep step = new(old.OldKey, old.Origin, key, action)
        {
            File = action == MigrationAction.Replace ? ReplacedFileOf(key, value, there!.Source) : there?.Source ?? (isPresent ? _target.ProjectName : FileOf(key, value)),
            Value = new SettingValue(value.Value),
            Json = value.Json,
            Parents = way.Parents,
            Note = action switch
            {
                MigrationAction.Conflict => $"{there!.Origin} has another value, which stays",
                MigrationAction.Replace => $"{there!.Origin} has another value, which is replaced",
                _ => way.Note,
            },
        };
        _steps.Add(step);
        _planned[key.Text] = step;
    }

    private static bool IsSame(object there, object value) =>
        there is Secret || value is Secret
            ? new SettingValue(there).AsSecret()!.Equals(new SettingValue(value).AsSecret())
            : Equals(there, value);

    /// <summary>Credentials, and the user that belongs to them, stay out of files that are meant to be committed.</summary>
    private string FileOf(SettingKey key, MigratedValue value)
    {
        bool isSecret = key.IsSecret || value.Value is Secret || ReferenceEquals(key.Definition, SettingCatalogue.User);
        return !isSecret ? _target.ProjectName
            : CanBeFile(key, value) ? $"{ProjectFinder.SecretsDirectoryName}/{key.Text}" : MigrationTarget.SecretsName;
    }

    /// <summary>Where the value stands that is replaced, unless it is a credential that does not belong there, or one that a file of a single value cannot hold.</summary>
    private string ReplacedFileOf(SettingKey key, MigratedValue value, string source)
    {
        bool isInSecrets = source.StartsWith(ProjectFinder.SecretsDirectoryName + "/", StringComparison.Ordinal);
        bool isOwnFile = source == $"{ProjectFinder.SecretsDirectoryName}/{key.Text}";
        return isOwnFile ? FileOf(key, value) : isInSecrets || (source == _target.ProjectName && !key.IsSecret && value.Value is not Secret) ? source : FileOf(key, value);
    }

    /// <summary>Whether a single-value file gives exactly this value back; datajoint-python reads no other kind.</summary>
    private static bool CanBeFile(SettingKey key, MigratedValue value)
    {
        string text = new SettingValue(value.Value).Reveal() ?? "";
        var cut = SingleValueText.Cut(text, key.Text);
        return SecretStore.IsFileName(key) && SingleValueText.ComesBack(text, key.Text) && SecretStore.CanBeFile(key, cut);
    }

    /// <summary>Where a value goes when nothing conflicts with it.</summary>
    private readonly record struct Way(MigrationAction Action, IReadOnlyList<string> Parents, string? Note);
}
