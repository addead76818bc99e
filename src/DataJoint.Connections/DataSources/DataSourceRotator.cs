using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Logins;
using DataJoint.Connections.Settings;
using DataJoint.Connections.Tls;

namespace DataJoint.Connections.DataSources;

/// <summary>Keeps the generation that fits the newest settings, and decides what follows a failed opening.</summary>
internal sealed class DataSourceRotator : IDisposable
{
    private readonly SnapshotProvider _feed;
    private readonly SourceMode _mode;
    private readonly Lock _gate = new();
    private readonly List<Diagnostic> _warnings = [];
    private volatile DataSourceVersion _generation;
    private bool _isDisposed;

    /// <summary>Prepares; nothing is opened yet.</summary>
    /// <exception cref="ConnectionException">A setting is missing, or names a file that cannot be used.</exception>
    public DataSourceRotator(SnapshotProvider feed, SourceMode mode)
    {
        _feed = feed;
        _mode = mode;
        ConfigurationSnapshot snapshot = feed.Newest;
        CheckDestination(snapshot);
        _generation = Make(DatabaseTarget.From(snapshot, mode.RunsInitFunction), snapshot, isPlain: false);
    }

    /// <summary>The generation that was last in force, without a look at the settings.</summary>
    public DataSourceVersion Last => _generation;

    /// <summary>What was worth a warning so far.</summary>
    public IReadOnlyList<Diagnostic> Warnings
    {
        get
        {
            lock (_gate)
            {
                return [.. _warnings];
            }
        }
    }

    /// <summary>The generation for the newest settings.</summary>
    /// <exception cref="ConnectionException">They lack something by now.</exception>
    public DataSourceVersion Current()
    {
        DataSourceVersion generation = _generation;
        return ReferenceEquals(generation.Snapshot, _feed.Newest) && !_isDisposed ? generation : Rebase();
    }

    /// <summary>What to open after a failure.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="failed">The generation that it happened with.</param>
    /// <param name="password">Which password counted when the opening began.</param>
    /// <param name="attempt">Which attempt of this opening has failed, from 1.</param>
    /// <param name="isRenewed">Whether fresh credentials have been fetched for this opening; set when they are.</param>
    /// <returns>The generation for one more attempt, or null to report the failure.</returns>
    public DataSourceVersion? Follow(Exception error, DataSourceVersion failed, PasswordState password, int attempt, ref bool isRenewed)
    {
        switch (error is LoginPausedException ? Remedy.FreshCredentials : failed.Driver.RemedyFor(error, failed.Context))
        {
            case Remedy.NewestSource:
                DataSourceVersion newest = Current();
                return ReferenceEquals(newest, failed) ? null : newest;
            case Remedy.WithoutTls:
                return GoPlain(failed);
            case Remedy.FreshCredentials when failed.Context.TriesOtherForm && failed.Context.PasswordState.IsAsWritten != password.IsAsWritten:
            case Remedy.FreshPool when attempt == 1:
                failed.ForgetPool();
                return failed;
            case Remedy.FreshCredentials when !isRenewed:
                isRenewed = true;
                return FetchCredentials(failed, password);
            default:
                return null;
        }
    }

    /// <summary>The version for the user to whom a reference of the settings leads now.</summary>
    /// <param name="asked">The version that was in force when somebody asked.</param>
    /// <param name="user">The answer.</param>
    /// <returns>Null when the settings, or somebody else's answer, have put another version in force meanwhile.</returns>
    public DataSourceVersion? ForUser(DataSourceVersion asked, string user)
    {
        DatabaseTarget target = asked.Target.For(user);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DbDataSource));
            if (_generation.Target != target)
            {
                if (!ReferenceEquals(_generation, asked))
                {
                    return null;
                }

                Replace(Make(target, asked.Snapshot, isPlain: false));
            }

            _generation.Context.NoteUserFound();
            return _generation;
        }
    }

    /// <summary>Gives up TLS, which was preferred and is not offered.</summary>
    public DataSourceVersion GoPlain(DataSourceVersion encrypted)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_generation, encrypted))
            {
                Replace(Make(encrypted.Target, encrypted.Snapshot, isPlain: true));
            }

            return _generation;
        }
    }

    /// <summary>Learns whether the server offers TLS, before somebody else opens a connection.</summary>
    public DataSourceVersion LearnTls(DataSourceVersion generation)
    {
        switch (generation.Driver.OffersTls(generation.Target))
        {
            case true:
                generation.Context.OffersTls = true;
                return generation;
            case false:
                return GoPlain(generation);
            default:
                return generation; // Opening tells why.
        }
    }

    /// <summary>Asks a server for TLS again that had none: plain text lasts no longer than its word. One of those who open asks, the others go on.</summary>
    public DataSourceVersion AskForTlsAgain(DataSourceVersion plain)
    {
        if (!plain.TakeTurnToAskForTls() || plain.Driver.OffersTls(plain.Target) != true)
        {
            return plain;
        }

        lock (_gate)
        {
            if (ReferenceEquals(_generation, plain) && !_isDisposed)
            {
                Replace(Make(plain.Target, plain.Snapshot, isPlain: false));
                _generation.Context.OffersTls = true;
            }

            return _generation;
        }
    }

    /// <summary>Gives up the generation in force, and its pool.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _generation.Retire();
        }
    }

    private DataSourceVersion Make(DatabaseTarget target, ConfigurationSnapshot snapshot, bool isPlain)
    {
        SessionContext context = new(target, snapshot, _mode, isPlain) { OnPlainText = WarnOfPlainText };
        DataSourceVersion made = new(context, _mode);
        if (TlsContradiction.Find(snapshot) is Diagnostic contradiction && !Warnings.Any(each => each.Id == contradiction.Id))
        {
            Warn(contradiction);
        }

        return made;
    }

    private DataSourceVersion Rebase()
    {
        lock (_gate)
        {
            // Asked for here, and not before: else a caller that was slow to come in would bring back older settings.
            ConfigurationSnapshot newest = _feed.Newest;
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DbDataSource));
            if (!ReferenceEquals(_generation.Snapshot, newest))
            {
                CheckDestination(newest);
                var target = DatabaseTarget.From(newest, _mode.RunsInitFunction);
                if (!target.IsUserKnown && Equals(newest.Database.UserReference, _generation.Snapshot.Database.UserReference))
                {
                    target = target.WithUserOf(_generation.Target);
                }

                if (target == _generation.Target)
                {
                    _generation.Context.Renew(newest);
                }
                else
                {
                    Replace(Make(target, newest, isPlain: false));
                }
            }

            return _generation;
        }
    }

    private void Replace(DataSourceVersion next)
    {
        DataSourceVersion former = _generation;
        _generation = next;

        // Saying goodbye to servers takes time, and nobody has to wait for it.
        _ = Task.Run(former.Retire);
    }

    /// <summary>Reads the settings again, unless somebody has done so since the attempt that was refused began; then references are asked for again.</summary>
    private DataSourceVersion? FetchCredentials(DataSourceVersion refused, PasswordState password)
    {
        lock (_gate)
        {
            if (IsNewer(Current()))
            {
                return _generation;
            }

            _feed.Reread();
            if (IsNewer(Current()))
            {
                return _generation;
            }
        }

        if (!refused.Context.HasReference)
        {
            return null;
        }

        // They are asked for again: they may have changed just now, and where a pooled connection was expected that turned out to be dead, the driver
        // logged in with what was asked for an earlier one.
        refused.Pool.Forget();
        return refused;

        bool IsNewer(DataSourceVersion generation) => !ReferenceEquals(generation, refused) || generation.Context.PasswordState.Version != password.Version;
    }

    private void WarnOfPlainText(SessionContext context)
    {
        Diagnostic warning = new(
            DatabaseRules.NotEncrypted, $"the connection to {context.Target.Address} is not encrypted: the server offers no TLS",
            "Switch TLS on at the server and run: djc config set database.use_tls true. If plain text is meant: djc config set database.use_tls false");
        Warn(warning);
    }

    /// <exception cref="ConnectionException">A credential from outside the project would go where only the project wants it, and that is refused.</exception>
    private void CheckDestination(ConfigurationSnapshot snapshot)
    {
        IReadOnlyList<Diagnostic> found = snapshot.CheckDatabaseDestination();
        if (found.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw new ConnectionException(found);
        }

        foreach (Diagnostic warning in found)
        {
            Warn(warning);
        }
    }

    private void Warn(Diagnostic warning)
    {
        lock (_gate)
        {
            if (!_warnings.Exists(one => one.Message == warning.Message))
            {
                _warnings.Add(warning);
            }
        }

        _mode.OnWarning?.Invoke(warning);
    }
}
