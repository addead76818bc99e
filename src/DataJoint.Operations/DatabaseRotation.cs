using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Connections;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Rotations;

namespace DataJoint.Operations;

/// <summary>
/// Gives the database account of a project another password: makes a strong one, changes it at the server, proves that it works, writes it where the former
/// one is kept, takes the former one out of force and proves that it is refused.
/// </summary>
/// <remarks>
/// MySQL keeps both passwords for a while; with <see cref="RotationOptions.Alternates"/> two users take turns on any server. A journal beside the credential,
/// for its owner alone and without a secret in clear, is written before each change: whenever the program is killed, another run finishes what was begun.
/// </remarks>
/// <param name="config">The project's configuration. It is reloaded once the new password is written.</param>
/// <param name="options">How; null for the defaults.</param>
public sealed class DatabaseRotation(DataJointConfig config, RotationOptions? options = null)
{
    private readonly DataJointConfig _config = config ?? throw new ArgumentNullException(nameof(config));
    private readonly RotationOptions _options = Check(options ?? new RotationOptions());

    /// <summary>Told of each step when it is done; null by default. An exception of its own ends the rotation there, and another run finishes it.</summary>
    public Action<RotationStep>? OnStep { get; init; }

    /// <summary>Told of what is worth a warning; null by default.</summary>
    public Action<Diagnostic>? OnWarning { get; init; }

    /// <summary>Whether an interrupted rotation is to be finished.</summary>
    /// <exception cref="RotationException">The account cannot be rotated here.</exception>
    internal bool IsBegun => FindBegun(RotationSetup.Create(_config, _options)) is not null;

    /// <summary>Looks what a rotation would do. It logs in; nothing is changed and nothing is written.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The steps, in their order.</returns>
    /// <exception cref="RotationException">The account cannot be rotated here.</exception>
    /// <exception cref="ConnectionException">The server cannot be reached, or refuses the recorded login.</exception>
    /// <exception cref="SecretException">The recorded login could not be had from where it is kept.</exception>
    public async Task<IReadOnlyList<RotationStep>> PlanAsync(CancellationToken cancellationToken = default)
    {
        var setup = RotationSetup.Create(_config, _options);
        if (FindBegun(setup) is { } begun)
        {
            return [new RotationStep(RotationStepKind.Resumed, Display.Quote(begun.NextUser), "an interrupted rotation is finished")];
        }

        Login recorded = await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
        string user = RotationPlanner.FindNextUser(setup);
        AccountWork work = await setup.OpenWorkAsync(recorded, cancellationToken).ConfigureAwait(false);
        await using (work.ConfigureAwait(false))
        {
            return [.. RotationPlanner.Describe(setup, RotationPlanner.Make(setup, work, user))];
        }
    }

    /// <summary>Rotates, or finishes what an interrupted rotation has begun.</summary>
    /// <param name="cancellationToken">Ends it at the next step. What has been begun stays recorded, and another run finishes it.</param>
    /// <returns>The steps that were done, in their order.</returns>
    /// <exception cref="RotationException">It was not done, or not to the end; the message says in which state everything is.</exception>
    /// <exception cref="ConnectionException">The server cannot be reached, or refuses the recorded login.</exception>
    /// <exception cref="ConfigurationEditException">The place that keeps the login cannot be written. Nothing was changed.</exception>
    /// <exception cref="SecretException">The recorded login could not be had from where it is kept.</exception>
    public async Task<IReadOnlyList<RotationStep>> RunAsync(CancellationToken cancellationToken = default)
    {
        var setup = RotationSetup.Create(_config, _options);
        setup.Record.Check(_options.Alternates);
        using var journal = JournalFile.Take(setup.Record.Folder, setup.Record.JournalName);
        await setup.ReadAsync(cancellationToken).ConfigureAwait(false);
        List<RotationStep> done = [];
        RotationRun run = new(setup, journal, Report, warning => OnWarning?.Invoke(warning));
        await run.RunAsync(cancellationToken).ConfigureAwait(false);
        return done;

        void Report(RotationStep step)
        {
            done.Add(step);
            OnStep?.Invoke(step);
        }
    }

    private static RotationJournal? FindBegun(RotationSetup setup) =>
        JournalFile.Look(setup.Record.Folder, setup.Record.JournalName, JournalJson.Default.RotationJournal);

    private static RotationOptions Check(RotationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, RotationOptions.MinLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Length, RotationOptions.MaxLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Grace ?? TimeSpan.Zero, TimeSpan.Zero, nameof(options));
        return options;
    }
}
