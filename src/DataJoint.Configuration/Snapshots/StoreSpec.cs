using System.Globalization;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Trust;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration;

/// <summary>A store as the configuration describes it: validated, with defaults applied. Prints without secrets.</summary>
public sealed class StoreSpec
{
    private readonly IReadOnlyDictionary<string, RawValue> _attributes;
    private readonly StoreProtocol _protocol;
    private readonly LoadContext _context;

    internal StoreSpec(string name, IReadOnlyDictionary<string, RawValue> attributes, StoreProtocol protocol, LoadContext context)
    {
        Name = name;
        Project = context.Project;
        _context = context;
        _attributes = attributes;
        HasReferences = attributes.Values.Any(given => given.Value is Secret { IsResolved: false });
        _protocol = protocol;
    }

    /// <summary>The store's name.</summary>
    public string Name { get; }

    /// <summary>The protocol's name, in the spelling of the catalogue.</summary>
    public string Protocol => _protocol.Name;

    /// <summary>The directory or key prefix below which everything is kept, as written.</summary>
    public string Location => GetText("location")!;

    /// <summary>The project that the configuration belongs to; a relative location of a file store starts at its root.</summary>
    public ProjectLocation Project { get; }

    /// <summary><c>token_length</c>; 8 by default.</summary>
    public int TokenLength => this["token_length"].AsInteger();

    /// <summary><c>hash_prefix</c>; <c>_hash</c> by default.</summary>
    public string HashPrefix => GetText("hash_prefix")!;

    /// <summary><c>schema_prefix</c>; <c>_schema</c> by default.</summary>
    public string SchemaPrefix => GetText("schema_prefix")!;

    /// <summary><c>filepath_prefix</c>, or null.</summary>
    public string? FilepathPrefix => GetText("filepath_prefix");

    /// <summary><c>partition_pattern</c>, or null.</summary>
    public string? PartitionPattern => GetText("partition_pattern");

    /// <summary><c>stage</c>, or null.</summary>
    public string? Stage => GetText("stage");

    /// <summary><c>subfolding</c>; empty by default.</summary>
    public IReadOnlyList<int> Subfolding => this["subfolding"].Raw is IntegerList list ? list.Items : [];

    /// <summary>The names of the attributes that are given.</summary>
    public IEnumerable<string> Attributes => _attributes.Keys;

    /// <summary>An attribute's value, or its default.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The value; without one, <see cref="SettingValue.HasValue"/> is false.</returns>
    public SettingValue this[string attribute] =>
        _attributes.TryGetValue(attribute ?? throw new ArgumentNullException(nameof(attribute)), out RawValue? given)
            ? new SettingValue(given.Value)
            : new SettingValue(_protocol.Find(attribute)?.Default);

    /// <summary>The text of an attribute that is not a secret.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The text, or null when it has no value.</returns>
    /// <exception cref="InvalidOperationException">It is a secret.</exception>
    public string? GetText(string attribute) => this[attribute].AsText();

    /// <summary>A credential of the store.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The secret, or null when it has no value.</returns>
    public Secret? GetSecret(string attribute) => this[attribute].AsSecret();

    /// <summary>Whether a credential of the store is a reference that is not resolved.</summary>
    public bool HasReferences { get; }

    /// <summary>The store with the text of all its credentials.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>This one when there is nothing to resolve.</returns>
    /// <exception cref="SecretException">The text of one could not be had, or is empty.</exception>
    public async ValueTask<StoreSpec> ResolveAsync(CancellationToken cancellationToken = default)
    {
        if (!HasReferences)
        {
            return this;
        }

        return With(await ConfigurationSnapshot.ResolveAsync(_attributes.Select(SettingOf), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Same as <see cref="ResolveAsync"/>, for code that cannot await.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>This one when there is nothing to resolve.</returns>
    /// <exception cref="SecretException">The text of one could not be had, or is empty.</exception>
    public StoreSpec Resolve(CancellationToken cancellationToken = default) =>
        HasReferences ? With(SettingResolution.Run([.. _attributes.Select(SettingOf)], cancellationToken)) : this;

    /// <summary>Where an attribute's value comes from.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The place, or null for a default.</returns>
    public Origin? OriginOf(string attribute) =>
        _attributes.TryGetValue(attribute ?? throw new ArgumentNullException(nameof(attribute)), out RawValue? given) ? given.Origin : null;

    /// <summary>The layer that gives an attribute its value.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The layer; <see cref="SettingLayer.Default"/> when none gives it.</returns>
    public SettingLayer LayerOf(string attribute) =>
        _attributes.TryGetValue(attribute ?? throw new ArgumentNullException(nameof(attribute)), out RawValue? given) ? given.Layer : SettingLayer.Default;

    /// <summary>How an attribute gets another value: a command to paste, or the place that gives the value where no command reaches it.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>For example <c>djc secrets set stores.main.secret_key</c>, or <c>DJ_STORES_MAIN_SECRET_KEY gives it, which beats all files</c>.</returns>
    public string DescribeChange(string attribute) => ValueChange.Describe(
        SettingKey.OfStore(Name, attribute), LayerOf(attribute), OriginOf(attribute), Project,
        _attributes.TryGetValue(attribute ?? throw new ArgumentNullException(nameof(attribute)), out RawValue? given) ? given.Reference : null);

    /// <summary>
    /// Whether credentials from outside the project would go to a destination that only the project names, or less protected because of it, and nobody
    /// has confirmed it.
    /// </summary>
    /// <returns>Empty when all is well. With an error among it, nothing may be sent.</returns>
    public IReadOnlyList<Diagnostic> CheckDestination() => _context.Trust.Assess(Flows);

    /// <summary>Which credential goes where.</summary>
    internal IReadOnlyList<CredentialFlow> Flows => CredentialFlows.OfStore(Name, _protocol, _attributes);

    /// <summary>Whether a clone of the project brings an attribute along.</summary>
    /// <param name="attribute">The attribute's name, or null for any.</param>
    internal bool IsFromProject(string? attribute = null) => _attributes.Any(a => (attribute is null || a.Key == attribute) && ProjectValue.Is(a.Value));

    private StoreSpec With(IReadOnlyList<SettingResolution> resolved)
    {
        IReadOnlyList<ResolvedSetting> found = SettingResolution.GetAll(resolved);
        Dictionary<string, RawValue> attributes = [];
        foreach (KeyValuePair<string, RawValue> given in _attributes)
        {
            attributes[given.Key] = given.Value.Value is Secret { IsResolved: false } ? given.Value.With(found[attributes.Count].Value.Raw!) : given.Value;
        }

        return new StoreSpec(Name, attributes, _protocol, _context);
    }

    private ResolvedSetting SettingOf(KeyValuePair<string, RawValue> given) =>
        new($"stores.{Display.Sanitize(Name)}.{given.Key}", given.Value.Value, given.Value.Value is Secret, given.Value.Layer, given.Value.Origin) { Project = Project };

    /// <summary>Name, protocol and location; no secret.</summary>
    /// <returns>For example <c>main (s3, my-project/data)</c>.</returns>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} ({1}, {2})", Name, Protocol, Location);
}
