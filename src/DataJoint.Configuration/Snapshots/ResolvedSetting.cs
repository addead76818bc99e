using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>A setting with the value that won, and where it comes from.</summary>
public sealed class ResolvedSetting
{
    internal ResolvedSetting(string key, object? value, bool isSecret, SettingLayer layer, Origin? origin)
    {
        Key = key;
        Value = new SettingValue(value);
        IsSecret = isSecret;
        Reference = (value as Secret)?.Reference;
        Layer = layer;
        Origin = origin;
    }

    /// <summary>The full key.</summary>
    public string Key { get; }

    /// <summary>The value; without one, <see cref="SettingValue.HasValue"/> is false.</summary>
    public SettingValue Value { get; }

    /// <summary>Whether the setting is a credential, with or without a value.</summary>
    public bool IsSecret { get; }

    /// <summary>The reference that stands in place of the value, to be shown beside it, <c>ref+scheme://…</c>; null when there is none.</summary>
    public string? Reference { get; private init; }

    /// <summary>The layer that gives the value.</summary>
    public SettingLayer Layer { get; }

    /// <summary>The place of the value, or null for a default.</summary>
    public Origin? Origin { get; }

    /// <summary>The project, which knows to which environment a file belongs; null where there is none.</summary>
    internal ProjectLocation? Project { get; init; }

    /// <summary>How it gets another value: a command to paste, or the place that gives the value where no command reaches it.</summary>
    /// <returns>
    /// For example <c>djc secrets set database.password</c>, <c>DJ_PASS gives it, which beats all files</c>, or
    /// <c>change what ref+file://lab.json#/password leads to, or the reference in datajoint.json:3:24</c>.
    /// </returns>
    public string DescribeChange() => SettingKey.Find(Key) is SettingKey key ? ValueChange.Describe(key, Layer, Origin, Project, Reference) : "";

    /// <summary>The setting with its text, where a secret is a reference to one.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>This setting when there is nothing to resolve.</returns>
    /// <exception cref="SecretException">The text could not be had.</exception>
    public ValueTask<ResolvedSetting> ResolveAsync(CancellationToken cancellationToken = default) =>
        Value.Raw is Secret { IsResolved: false } reference ? ResolveAsync(reference, cancellationToken) : new ValueTask<ResolvedSetting>(this);

    /// <summary>Same as <see cref="ResolveAsync(CancellationToken)"/>, for code that cannot await.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>This setting when there is nothing to resolve.</returns>
    /// <exception cref="SecretException">The text could not be had.</exception>
    public ResolvedSetting Resolve(CancellationToken cancellationToken = default)
    {
        if (Value.Raw is not Secret { IsResolved: false } reference)
        {
            return this;
        }

        try
        {
            return With(reference.Resolve(cancellationToken));
        }
        catch (SecretException failed)
        {
            throw failed.At(Key, Origin);
        }
    }

    private async ValueTask<ResolvedSetting> ResolveAsync(Secret reference, CancellationToken cancellationToken)
    {
        try
        {
            return With(await reference.ResolveAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (SecretException failed)
        {
            throw failed.At(Key, Origin);
        }
    }

    /// <summary>
    /// The setting with its text, which is never empty. No setting may hold a NUL character, wherever its text comes from: environments and drivers would
    /// cut it there.
    /// </summary>
    /// <exception cref="SecretException">The text cannot be the setting's.</exception>
    internal ResolvedSetting With(Secret text)
    {
        string revealed = text.Reveal();
        if (revealed.IndexOf('\0') >= 0)
        {
            throw new SecretException("what the reference leads to holds a NUL character");
        }

        // An empty credential would count as none: a server may have an account without a password, and a store would use the platform's identity.
        if (string.IsNullOrWhiteSpace(revealed))
        {
            throw new SecretException("what the reference leads to is empty", "Give it a text there.");
        }

        bool isPlain = !IsSecret && SettingKey.Find(Key) is { IsCustom: false };
        return new ResolvedSetting(Key, isPlain ? revealed : text, IsSecret, Layer, Origin) { Project = Project, Reference = Reference };
    }

    /// <summary>Key, value (redacted), layer and place.</summary>
    /// <returns>For example <c>database.host = localhost (default)</c>.</returns>
    public override string ToString() =>
        $"{Key} = {Value} ({Layer.ToString().ToLowerInvariant()}{(Origin is null ? "" : ", " + Origin)})";
}
