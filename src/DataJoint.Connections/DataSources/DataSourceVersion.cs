using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Logins;

namespace DataJoint.Connections.DataSources;

/// <summary>A driver's data source for one target, and its pool. A new password goes into the same one; anything else that changes makes another.</summary>
[DebuggerDisplay("{Target}")]
internal sealed class DataSourceVersion
{
    /// <summary>For how long a server's word that it has no TLS is taken.</summary>
    private static readonly TimeSpan PlainTextTime = TimeSpan.FromMinutes(1);

    private volatile LoginIdentity? _login;
    private long _tlsAsked = Stopwatch.GetTimestamp();
    private readonly string _proof;

    public DataSourceVersion(SessionContext context, SourceMode mode)
    {
        // A pair that nobody has tried before is not paused.
        _proof = mode.IsProof ? "\n" + Guid.NewGuid() : "";
        Context = context;
        Pool = new PoolEstimate(mode.MaximumPoolSize);
        Source = Driver.CreateSource(context, mode);
    }

    public SessionContext Context { get; }

    public DatabaseTarget Target => Context.Target;

    public DatabaseDriver Driver => Target.Driver;

    public DriverSource Source { get; }

    /// <summary>What can be known of the driver's pool.</summary>
    public PoolEstimate Pool { get; }

    /// <summary>The snapshot that the settings were last compared with.</summary>
    public ConfigurationSnapshot Snapshot => Context.Snapshot;

    /// <summary>What stands for the pair of user and password, in any of its forms, at the <see cref="LoginGate"/>.</summary>
    public string LoginKey
    {
        get
        {
            int version = Context.PasswordState.Version;
            Secret? password = Context.Password;
            LoginIdentity? login = _login;
            if (login is null || login.Version != version || !ReferenceEquals(login.Password, password))
            {
                _login = login = new LoginIdentity(version, password, LoginGate.KeyOf(Target, password?.Reveal() ?? "") + _proof);
            }

            return login.Key;
        }
    }

    /// <summary>Whether it is time to ask the server again whether it offers TLS: it may have learnt it, or somebody else may have answered.</summary>
    public bool IsDueToAskForTls => Context.IsPlain && Stopwatch.GetElapsedTime(Volatile.Read(ref _tlsAsked)) > PlainTextTime;

    /// <summary>Takes the turn to ask, which one of those has who open at the same time.</summary>
    public bool TakeTurnToAskForTls()
    {
        long last = Volatile.Read(ref _tlsAsked);
        return IsDueToAskForTls && Interlocked.CompareExchange(ref _tlsAsked, Stopwatch.GetTimestamp(), last) == last;
    }

    /// <summary>Closes idle connections, which may be dead.</summary>
    public void ForgetPool()
    {
        Pool.Forget();
        Source.ClearPool();
    }

    /// <summary>Closes idle connections; those in use close when they come back.</summary>
    public void Retire() => Source.Dispose();

    private sealed class LoginIdentity(int version, Secret? password, string key)
    {
        public int Version { get; } = version;

        public Secret? Password { get; } = password;

        public string Key { get; } = key;
    }
}
