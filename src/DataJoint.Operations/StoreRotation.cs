using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Keys;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Rotations;
using DataJoint.Secrets;
using DataJoint.Stores;

namespace DataJoint.Operations;

/// <summary>
/// Gives a store of a project another key: has one made, proves that it works, writes it where the former one is kept, ends the former one and proves that
/// it is refused.
/// </summary>
/// <remarks>
/// Both keys work until the former one ends, so no operation fails. A journal beside the credential, for its owner alone and without a secret in clear, is
/// written before each change: whenever the program is killed, another run finishes what was begun.
/// </remarks>
/// <param name="config">The project's configuration. It is reloaded once the new key is written.</param>
/// <param name="store">The store's name.</param>
/// <param name="options">How; null for the defaults.</param>
public sealed class StoreRotation(DataJointConfig config, string store, StoreRotationOptions? options = null)
{
    private readonly DataJointConfig _config = config ?? throw new ArgumentNullException(nameof(config));
    private readonly string _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly StoreRotationOptions _options = Check(options ?? new StoreRotationOptions());

    /// <summary>Told of each step when it is done; null by default. An exception of its own ends the rotation there, and another run finishes it.</summary>
    public Action<RotationStep>? OnStep { get; init; }

    /// <summary>Whether an interrupted rotation is to be finished.</summary>
    /// <exception cref="RotationException">The key cannot be rotated here.</exception>
    internal bool IsBegun => FindBegun(KeySetup.Create(_config, _store, _options)) is not null;

    /// <summary>Looks what a rotation would do. The store and the service are asked; nothing is changed and nothing is written.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The steps, in their order.</returns>
    /// <exception cref="RotationException">The key cannot be rotated here.</exception>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    /// <exception cref="StoreException">The store cannot be reached, or refuses the recorded key.</exception>
    /// <exception cref="SecretException">The service cannot be reached or refuses, or the recorded key could not be had from where it is kept.</exception>
    public async Task<IReadOnlyList<RotationStep>> PlanAsync(CancellationToken cancellationToken = default)
    {
        var setup = KeySetup.Create(_config, _store, _options);
        if (FindBegun(setup) is not null)
        {
            return [new RotationStep(RotationStepKind.Resumed, setup.Store, "an interrupted rotation is finished")];
        }

        Login recorded = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (await setup.Proof.FindRefusalAsync(recorded, writes: false, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            throw refusal;
        }

        if (setup.Service is not null)
        {
            await KeyMaker.MakeRoomAsync(setup, recorded, replace: null, cancellationToken).ConfigureAwait(false);
        }

        return [.. Describe(setup, recorded)];
    }

    /// <summary>Rotates, or finishes what an interrupted rotation has begun.</summary>
    /// <param name="cancellationToken">Ends it at the next step. What has been begun stays recorded, and another run finishes it.</param>
    /// <returns>The steps that were done, in their order.</returns>
    /// <exception cref="RotationException">It was not done, or not to the end; the message says in which state everything is.</exception>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    /// <exception cref="ConfigurationEditException">The place that keeps the key cannot be written. Nothing was changed.</exception>
    /// <exception cref="StoreException">The store cannot be reached, or refuses the recorded key.</exception>
    /// <exception cref="SecretException">The service cannot be reached or refuses, or the recorded key could not be had from where it is kept.</exception>
    public async Task<IReadOnlyList<RotationStep>> RunAsync(CancellationToken cancellationToken = default)
    {
        var setup = KeySetup.Create(_config, _store, _options);
        setup.Record.Check(setup.ChangesId);
        using var journal = JournalFile.Take(setup.Record.Folder, setup.Record.JournalName);
        List<RotationStep> done = [];
        await new KeyRun(setup, journal, Report).RunAsync(cancellationToken).ConfigureAwait(false);
        return done;

        void Report(RotationStep step)
        {
            done.Add(step);
            OnStep?.Invoke(step);
        }
    }

    private static KeyJournal? FindBegun(KeySetup setup) => JournalFile.Look(setup.Record.Folder, setup.Record.JournalName, JournalJson.Default.KeyJournal);

    private static IEnumerable<RotationStep> Describe(KeySetup setup, Login recorded)
    {
        string former = KeyName.Describe(recorded.User, "former");
        if (setup.Service is IAccessKeyService service)
        {
            if (setup.Options.ReplacedKey is string replaced)
            {
                yield return new RotationStep(RotationStepKind.Deleted, $"the key {Display.Sanitize(replaced)} at {service.Title}", "where the user has as many as it can");
            }

            yield return new RotationStep(RotationStepKind.Created, $"a key at {service.Title}", "the former one works, too");
        }

        yield return new RotationStep(RotationStepKind.Proven, setup.Store, setup.Service is null ? "the new key, which is asked for" : "the new key");
        yield return new RotationStep(RotationStepKind.Written, setup.Record.Place, setup.Record.Note);
        if (setup.Grace > TimeSpan.Zero)
        {
            yield return new RotationStep(RotationStepKind.Waiting, RotationPlanner.Describe(setup.Grace), "both keys work");
        }

        if (setup.Service is { CanDisable: true })
        {
            yield return new RotationStep(RotationStepKind.Retired, $"{former} at {setup.Service.Title}", "it is inactive");
        }

        if (setup.Service is { CanDisable: false })
        {
            yield return new RotationStep(RotationStepKind.Deleted, $"{former} at {setup.Service.Title}");
        }

        yield return new RotationStep(RotationStepKind.Refused, setup.Store, former);
        if (setup.Service is { CanDisable: true })
        {
            yield return new RotationStep(RotationStepKind.Deleted, $"{former} at {setup.Service.Title}");
        }
    }

    private static StoreRotationOptions Check(StoreRotationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Grace ?? TimeSpan.Zero, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SettlingTime, TimeSpan.Zero, nameof(options));
        return options;
    }
}
