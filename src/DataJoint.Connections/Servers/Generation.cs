using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;
using MySqlConnector;

namespace DataJoint.Connections;

/// <summary>A driver's data source for one target. A new password goes into the same one; anything else that changes makes another.</summary>
[DebuggerDisplay("{Target}")]
internal sealed class Generation
{
    private volatile Pair _pair;
    private int _physical;
    private int _isToldOfPlainText;

    internal Generation(DatabaseTarget target, ConfigurationSnapshot snapshot, SourceMode mode, bool isPlain = false)
    {
        Target = target;
        IsPlain = isPlain;
        IsPooled = mode.IsPooled;
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

    /// <summary>The snapshot that the settings were last compared with.</summary>
    internal ConfigurationSnapshot Snapshot => _pair.Snapshot;

    /// <summary>Rises with every change of the password.</summary>
    internal int PasswordVersion => _pair.Version;

    /// <summary>Whether an opening has succeeded.</summary>
    internal bool HasOpened { get; private set; }

    /// <summary>Called once, when a physical connection turns out to be in plain text though TLS is preferred, whoever opens it.</summary>
    internal Action<Generation>? OnPlainText { get; init; }

    /// <summary>Notes that an opening has succeeded.</summary>
    internal void NoteOpened() => HasOpened = true;

    /// <summary>Notes a new physical connection: when there are more of them than handshakes, one went without.</summary>
    internal void NotePhysical()
    {
        if (Target.PrefersTls && Interlocked.Increment(ref _physical) > Gate.Handshakes && Interlocked.Exchange(ref _isToldOfPlainText, 1) == 0)
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

    /// <summary>Closes idle connections; those in use close when they come back.</summary>
    internal void Retire() => Source.Dispose();

    private sealed class Pair(ConfigurationSnapshot snapshot, Secret? password, int version)
    {
        internal ConfigurationSnapshot Snapshot { get; } = snapshot;

        internal Secret? Password { get; } = password;

        internal int Version { get; } = version;
    }
}
