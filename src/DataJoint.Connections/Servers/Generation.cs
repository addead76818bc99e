using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;
using MySqlConnector;

namespace DataJoint.Connections;

/// <summary>A driver's data source for one target. A new password goes into the same one; anything else that changes makes another.</summary>
[DebuggerDisplay("{Target}")]
internal sealed class Generation
{
    /// <summary>For how long a server's word that it has no TLS is taken.</summary>
    private static readonly TimeSpan PlainTextPatience = TimeSpan.FromMinutes(1);

    private volatile Pair _pair;
    private long _tlsAsked = Stopwatch.GetTimestamp();
    private int _logins;
    private int _physical;
    private int _isToldOfPlainText;

    internal Generation(DatabaseTarget target, ConfigurationSnapshot snapshot, SourceMode mode, bool isPlain = false)
    {
        Target = target;
        IsPlain = isPlain;
        IsPooled = mode.IsPooled;
        Pool = new PoolEstimate(mode.MaximumPoolSize);
        IsReadOnly = mode.IsReadOnly;
        ConnectTimeout = mode.ConnectTimeout;
        _pair = new Pair(snapshot, snapshot.Database.Password, 0);
        Gate = new TlsGate(target.Tls);
        if (!target.IsEmbedded && target.UseTls != false)
        {
            TlsFiles.Check(target.Tls, snapshot);
        }

        Driver = DatabaseDriver.For(target);
        Source = Driver.CreateSource(this, mode);
    }

    internal DatabaseTarget Target { get; }

    internal DatabaseDriver Driver { get; }

    internal DbDataSource Source { get; }

    internal TlsGate Gate { get; }

    /// <summary>Whether the server offered no TLS, so that none is asked for any more.</summary>
    internal bool IsPlain { get; }

    internal bool IsPooled { get; }

    /// <summary>What can be known of the driver's pool.</summary>
    internal PoolEstimate Pool { get; }

    /// <summary>What stands for the pair of user and password at the <see cref="LoginGate"/>.</summary>
    internal string LoginKey => _pair.LoginKey ??= LoginGate.KeyOf(Target, RevealPassword());

    /// <summary>Whether its sessions refuse to write, from before <c>connection.init_function</c> on.</summary>
    internal bool IsReadOnly { get; }

    /// <summary>How long an opening may last.</summary>
    internal TimeSpan ConnectTimeout { get; }

    /// <summary>The snapshot that the settings were last compared with.</summary>
    internal ConfigurationSnapshot Snapshot => _pair.Snapshot;

    /// <summary>Rises with every change of the password.</summary>
    internal int PasswordVersion => _pair.Version;

    /// <summary>Whether an opening has succeeded.</summary>
    internal bool HasOpened { get; private set; }

    /// <summary>Whether the server has said that it offers TLS.</summary>
    internal bool OffersTls { get; set; }

    /// <summary>Whether it is time to ask the server again whether it offers TLS: it may have learnt it, or somebody else may have answered.</summary>
    internal bool IsDueToAskForTls => IsPlain && Stopwatch.GetElapsedTime(Volatile.Read(ref _tlsAsked)) > PlainTextPatience;

    /// <summary>
    /// Called when a physical connection turns out to be in plain text though TLS is preferred, whoever opens it: the first time, and again when others
    /// were encrypted since.
    /// </summary>
    internal Action<Generation>? OnPlainText { get; init; }

    /// <summary>Notes that an opening has succeeded.</summary>
    internal void NoteOpened() => HasOpened = true;

    /// <summary>Takes the turn to ask, which one of those has who open at the same time.</summary>
    internal bool TakeTurnToAskForTls()
    {
        long last = Volatile.Read(ref _tlsAsked);
        return IsDueToAskForTls && Interlocked.CompareExchange(ref _tlsAsked, Stopwatch.GetTimestamp(), last) == last;
    }

    /// <summary>Counts a login that has come as far as the password, which is after the handshake.</summary>
    internal void CountLogin() => Interlocked.Increment(ref _logins);

    /// <summary>Counts a new physical connection.</summary>
    /// <returns>Whether it is in plain text; null when the numbers do not tell, since other logins failed or are under way.</returns>
    internal bool? CountPhysical()
    {
        int physical = Interlocked.Increment(ref _physical);
        int handshakes = Gate.Handshakes;
        return handshakes == 0 ? true : handshakes == physical && Volatile.Read(ref _logins) == physical ? false : null;
    }

    /// <summary>Notes that a new physical connection stands, and whether it is in plain text though TLS is preferred.</summary>
    internal void NotePhysical(bool isPlain)
    {
        NoteOpened();
        if (!isPlain)
        {
            Volatile.Write(ref _isToldOfPlainText, 0);
        }
        else if (Interlocked.Exchange(ref _isToldOfPlainText, 1) == 0)
        {
            OnPlainText?.Invoke(this);
        }
    }

    /// <summary>The same as a callback for MySqlConnector, made once.</summary>
    internal Func<MySqlProvidePasswordContext, string>? PasswordForMySql { get; set; }

    /// <summary>The password of now. Called by the driver, for each physical connection.</summary>
    internal string RevealPassword() => _pair.Password?.Reveal() ?? "";

    /// <summary>Takes over the password of a newer snapshot that leads to the same target.</summary>
    internal void Renew(ConfigurationSnapshot snapshot)
    {
        Pair old = _pair;
        Secret? password = snapshot.Database.Password;
        _pair = new Pair(snapshot, password, Equals(old.Password, password) ? old.Version : old.Version + 1);
    }

    /// <summary>Closes idle connections, which may be dead.</summary>
    internal void ForgetPool()
    {
        Pool.Forget();
        Driver.ClearPool(this);
    }

    /// <summary>Closes idle connections; those in use close when they come back.</summary>
    internal void Retire() => Source.Dispose();

    private sealed class Pair(ConfigurationSnapshot snapshot, Secret? password, int version)
    {
        internal ConfigurationSnapshot Snapshot { get; } = snapshot;

        internal Secret? Password { get; } = password;

        internal int Version { get; } = version;

        internal string? LoginKey { get; set; }
    }
}
