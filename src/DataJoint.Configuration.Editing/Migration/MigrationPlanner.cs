using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>Decides where each value of an old file goes. Looks only; writes nothing.</summary>
internal sealed class MigrationPlanner
{
    private const string NoSetting = "no setting of this name";
    private static readonly string[] CustomGroup = [SettingCatalogue.CustomGroup];

    private readonly LegacyFile _old;
    private readonly MigrationSteps _steps;
    private readonly JsonValues _silent;
    private readonly int? _portOfHost;

    public MigrationPlanner(LegacyFile old, MigrationTarget target)
    {
        _old = old;
        _steps = new MigrationSteps(target);
        _silent = new JsonValues(old.Source, new DiagnosticBag());
        _portOfHost = FindPortOfHost();
    }

    public IReadOnlyList<MigrationStep> Plan()
    {
        foreach (JsonMemberSpan member in Effective(_old.Root))
        {
            Visit(member.Name, member);
        }

        return _steps.All;
    }

    /// <summary>The members that count: of a name that is given twice the last one, as in Python.</summary>
    private static IEnumerable<JsonMemberSpan> Effective(JsonObjectSpan parent) =>
        parent.Members.GroupBy(member => member.Name, StringComparer.Ordinal).Select(same => same.Last());

    private void Visit(string name, JsonMemberSpan member)
    {
        if (member.Object is not null)
        {
            VisitObject(name, member, member.Object);
        }
        else if (member.IsNull && SettingCatalogue.IsGroup(name))
        {
            _steps.AddNothing(SettingKey.OfCustom($"custom.{name}"), (name, _old.OriginOf(member)), MigrationAction.Unset, "null means not set");
        }
        else if (name == "database_prefix")
        {
            VisitSetting(SettingKey.From(SettingCatalogue.DatabasePrefix), name, member);
        }
        else if (name == SettingCatalogue.Port.Key && _portOfHost is int port && !member.IsNull)
        {
            VisitOverruledPort(name, member, port);
        }
        else if (SettingKey.TryParse(name, out SettingKey? key) && !key.Value.IsCustom)
        {
            VisitSetting(key.Value, name, member);
        }
        else if (SettingKey.IsBelow(name, SettingCatalogue.CustomGroup))
        {
            CarryAsCustom(CustomGroup, name.Substring(SettingCatalogue.CustomGroup.Length + 1), (name, member), null);
        }
        else
        {
            CarryAsCustom(CustomGroup, name, (name, member), NoSetting);
        }
    }

    private void VisitObject(string name, JsonMemberSpan member, JsonObjectSpan group)
    {
        if (SettingKey.IsBelow(name, SettingCatalogue.CustomGroup))
        {
            CarryAsCustom(CustomGroup, name.Substring(SettingCatalogue.CustomGroup.Length + 1), (name, member), null);
        }
        else if (name == SettingCatalogue.CustomGroup)
        {
            foreach (JsonMemberSpan child in Effective(group))
            {
                CarryAsCustom(CustomGroup, child.Name, ($"{name}.{child.Name}", child), null);
            }
        }
        else if (name == "stores")
        {
            foreach (JsonMemberSpan store in Effective(group))
            {
                VisitStore(store.Name, "stores." + store.Name, store);
            }
        }
        else if (name == "external" || name.StartsWith("external-", StringComparison.Ordinal))
        {
            // 0.11 had no group of stores; the names stay, as 0.12 kept them.
            VisitStore(name, name, member);
        }
        else if (name == SettingCatalogue.UseTls.Key)
        {
            VisitTls(name, group);
        }
        else if (SettingCatalogue.IsGroup(name))
        {
            foreach (JsonMemberSpan child in Effective(group))
            {
                Visit($"{name}.{child.Name}", child);
            }
        }
        else
        {
            string note = SettingCatalogue.TryFind(name, out SettingDefinition? definition) ? FoundObject(definition.Rule) : NoSetting;
            CarryAsCustom(CustomGroup, name, (name, member), note);
        }
    }

    private void VisitStore(string store, string oldKey, JsonMemberSpan member)
    {
        if (member.Object is null && SettingCatalogue.TryFind("stores." + store, out SettingDefinition? definition))
        {
            VisitSetting(SettingKey.From(definition), oldKey, member);
            return;
        }

        if (member.Object is null || !SettingKey.IsStoreName(store))
        {
            CarryAsCustom([.. CustomGroup, "custom.stores"], store, (oldKey, member), member.Object is null ? "a store is an object" : "a store's name has no dot");
            return;
        }

        JsonMemberSpan? named = Effective(member.Object).FirstOrDefault(attribute => attribute.Name == "protocol");
        StoreProtocol? protocol = named is not null && _old.IsText(named) ? StoreCatalogue.FindProtocol(_old.TextOf(named)) : null;
        foreach (JsonMemberSpan attribute in Effective(member.Object))
        {
            string attributeKey = $"{oldKey}.{attribute.Name}";
            bool isUnknown = attribute.Name.Length == 0 || attribute.Name.IndexOf('.') >= 0 || (protocol is not null && protocol.Find(attribute.Name) is null);
            if (isUnknown)
            {
                CarryAsCustom(
                    [.. CustomGroup, "custom.stores", "custom.stores." + store], attribute.Name, (attributeKey, attribute),
                    protocol is null ? NoSetting : $"the protocol {protocol.Name} has no such attribute");
            }
            else if (attribute.Name == "location" && protocol?.Name is "s3" or "gcs" or "azure" && _old.IsText(attribute) && _old.TextOf(attribute).Trim('/') is string location
                && location != _old.TextOf(attribute))
            {
                _steps.Add(SettingKey.OfStore(store, attribute.Name), MigratedValue.From(location), (attributeKey, _old.OriginOf(attribute)),
                    "without the slashes around it, which did not count");
            }
            else
            {
                VisitSetting(SettingKey.OfStore(store, attribute.Name), attributeKey, attribute);
            }
        }
    }

    /// <summary>The driver's own TLS options: their paths have settings of their own now.</summary>
    private void VisitTls(string name, JsonObjectSpan options)
    {
        _steps.Add(SettingKey.From(SettingCatalogue.UseTls), new(true, "true"), (name, _old.Source.OriginAt(options.Start)), "an object of TLS options asks for TLS");
        foreach (JsonMemberSpan option in Effective(options))
        {
            SettingDefinition? definition = option.Name switch
            {
                "ca" => SettingCatalogue.TlsCa,
                "cert" => SettingCatalogue.TlsCert,
                "key" => SettingCatalogue.TlsKey,
                _ => null,
            };
            if (definition is not null && option.Object is null && _old.IsText(option))
            {
                VisitSetting(SettingKey.From(definition), $"{name}.{option.Name}", option);
            }
            else
            {
                CarryAsCustom([.. CustomGroup, "custom." + name], option.Name, ($"{name}.{option.Name}", option), NoSetting);
            }
        }
    }

    /// <summary>In 0.x a port in the host won; here the setting would.</summary>
    private void VisitOverruledPort(string name, JsonMemberSpan member, int port)
    {
        if (_old.TextOf(member) == port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            _steps.AddNothing(SettingKey.From(SettingCatalogue.Port), (name, _old.OriginOf(member)), MigrationAction.Present, "database.host carries the port");
        }
        else
        {
            CarryAsCustom(CustomGroup, name, (name, member), "database.host carries another port, which counted");
        }
    }

    private void VisitSetting(SettingKey key, string oldKey, JsonMemberSpan member)
    {
        if (member.IsNull)
        {
            _steps.AddNothing(key, (oldKey, _old.OriginOf(member)), MigrationAction.Unset, "null means not set");
            return;
        }

        DiagnosticBag diagnostics = new();
        JsonValues values = new(_old.Source, diagnostics);
        object? value = null;
        bool isScalar = member.Object is null && !_old.IsArray(member);
        bool fits = member.Object is null && (isScalar
            ? values.TryRead(key, _old.TokenOf(member), out value)
            : values.TryArray(key, new(JsonTokenKind.ArrayStart, member.ValueStart, member.ValueEnd), _old.ArrayOf(member, out bool secret), secret, out value));
        if (fits)
        {
            _steps.Add(key, MigratedValue.From(value!), (oldKey, _old.OriginOf(member)), null);
        }
        else if (key.IsSecret && isScalar && !_old.IsText(member))
        {
            _steps.Add(key, MigratedValue.From(new Secret(_old.TextOf(member))), (oldKey, _old.OriginOf(member)), "was not in quotes; written as text");
        }
        else
        {
            IReadOnlyList<Diagnostic> found = diagnostics.ToList(strict: false);
            string note = found.Count > 0 ? found[0].Message : FoundObject(key.Rule);
            CarryAsCustom(ParentsOf(key), key.Attribute ?? oldKey, (oldKey, member), note);
        }
    }

    private static string FoundObject(ValueRule rule) => $"expected {rule.Describe()}, found an object";

    private static string[] ParentsOf(SettingKey key) =>
        key.Store is null ? CustomGroup : [.. CustomGroup, "custom.stores", "custom.stores." + key.Store];

    /// <summary>Carries a value, or each value in an object, below <c>custom</c>, nested as it was. No key may be empty, so such a name gets one.</summary>
    private void CarryAsCustom(string[] parents, string name, (string OldKey, JsonMemberSpan Member) old, string? note)
    {
        string path = parents[parents.Length - 1] + "." + (name.Length == 0 ? "(empty)" : name);
        if (old.Member.Object is { Members.Count: > 0 } group)
        {
            foreach (JsonMemberSpan child in Effective(group))
            {
                CarryAsCustom([.. parents, path], child.Name, ($"{old.OldKey}.{child.Name}", child), note);
            }

            return;
        }

        var key = SettingKey.OfCustom(path);
        _steps.AddCustom(key, ReadCustom(key, old.Member), (old.OldKey, _old.OriginOf(old.Member)), parents, note);
    }

    private MigratedValue ReadCustom(SettingKey key, JsonMemberSpan member)
    {
        if (member.IsNull || member.Object is not null)
        {
            return new MigratedValue(null, member.IsNull ? "null" : "{}");
        }

        if (_old.IsArray(member))
        {
            string json = _old.ArrayOf(member, out bool namesSecret);
            return key.IsSecret ? MigratedValue.From(new Secret(json))
                : new MigratedValue(namesSecret ? new Secret(json) : new JsonFragment(json), json);
        }

        // No value may hold a NUL, so that one is written as its escape. What tells of a credential by its name is text, whatever it was.
        string text = _old.TextOf(member).Replace("\0", "\\u0000");
        return key.IsSecret ? MigratedValue.From(new Secret(text))
            : _silent.TryRead(key, _old.TokenOf(member), out object? value) ? MigratedValue.From(value)
            : MigratedValue.From(text);
    }

    private int? FindPortOfHost()
    {
        JsonMemberSpan? host = Effective(_old.Root).FirstOrDefault(member => member.Name == SettingCatalogue.Host.Key);
        return host is { Object: null } && _old.IsText(host) && HostAddress.TryParse(_old.TextOf(host), out HostAddress address, out _) ? address.Port : null;
    }
}
