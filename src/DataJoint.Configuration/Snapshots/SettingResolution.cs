using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration;

/// <summary>A setting whose text was asked for where it is kept, and what came of it.</summary>
public sealed class SettingResolution
{
    private readonly ResolvedSetting _setting;

    private SettingResolution(ResolvedSetting setting, string? identity, SecretException? failure)
    {
        _setting = setting;
        Identity = identity;
        Failure = failure;
    }

    /// <summary>The setting's key.</summary>
    public string Key => _setting.Key;

    /// <summary>The reference that was resolved, or null when there was nothing to resolve.</summary>
    public string? Reference => _setting.Reference;

    /// <summary>Who read the text, in words, or null.</summary>
    public string? Identity { get; }

    /// <summary>Why the text could not be had, with the setting and its place, or null.</summary>
    public SecretException? Failure { get; }

    /// <summary>The setting with its text.</summary>
    /// <returns>The setting.</returns>
    /// <exception cref="SecretException">The text could not be had.</exception>
    public ResolvedSetting Get() => Failure is null ? _setting : throw Failure;

    /// <summary>The settings of several questions, with their texts.</summary>
    /// <param name="answers">What came of the questions.</param>
    /// <returns>The settings, in the same order.</returns>
    /// <exception cref="SecretException">The text of one or several could not be had; the exception names them all.</exception>
    public static IReadOnlyList<ResolvedSetting> GetAll(IReadOnlyList<SettingResolution> answers)
    {
        SecretException[] failures = [.. (answers ?? throw new ArgumentNullException(nameof(answers))).Select(answer => answer.Failure).OfType<SecretException>()];
        return failures.Length == 0 ? [.. answers.Select(answer => answer.Get())] : throw SecretException.Join(failures);
    }

    internal static async Task<IReadOnlyList<SettingResolution>> RunAsync(IReadOnlyList<ResolvedSetting> settings, CancellationToken cancellationToken) =>
        Join(settings, await SecretResolution.RunAllAsync(ReferencesIn(settings), cancellationToken).ConfigureAwait(false));

    internal static IReadOnlyList<SettingResolution> Run(IReadOnlyList<ResolvedSetting> settings, CancellationToken cancellationToken) =>
        Join(settings, SecretResolution.RunAll(ReferencesIn(settings), cancellationToken));

    private static List<Secret> ReferencesIn(IReadOnlyList<ResolvedSetting> settings) =>
        settings.Select(setting => setting.Value.Raw).OfType<Secret>().Where(secret => !secret.IsResolved).ToList();

    /// <summary>The answers come in the order of the settings that asked.</summary>
    private static List<SettingResolution> Join(IReadOnlyList<ResolvedSetting> settings, IReadOnlyList<SecretAnswer> answers)
    {
        int next = 0;
        return settings.Select(setting => setting.Value.Raw is Secret { IsResolved: false }
            ? From(setting, answers[next++]) : new SettingResolution(setting, null, null)).ToList();
    }

    private static SettingResolution From(ResolvedSetting setting, SecretAnswer answer)
    {
        try
        {
            return new SettingResolution(setting.With(answer.Get()), answer.Identity, null);
        }
        catch (SecretException failed)
        {
            return new SettingResolution(setting, null, failed.At(setting.Key, setting.Origin));
        }
    }
}
