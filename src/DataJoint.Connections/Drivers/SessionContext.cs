using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Tls;

namespace DataJoint.Connections.Drivers;

/// <summary>What the sessions of one data source have in common: where they lead, with which password, and what was learnt from those that were opened.</summary>
[DebuggerDisplay("{Target}")]
internal sealed class SessionContext
{
    private volatile Login _login;
    private int _logins;
    private int _physical;
    private int _isPlainTextReported;

    /// <param name="target">Where the sessions lead.</param>
    /// <param name="snapshot">The settings.</param>
    /// <param name="mode">How the data source works.</param>
    /// <param name="isPlain">Whether the server offered no TLS, so that none is asked for any more.</param>
    /// <exception cref="ConnectionException">A file of <c>database.tls</c> cannot be used.</exception>
    public SessionContext(DatabaseTarget target, ConfigurationSnapshot snapshot, SourceMode mode, bool isPlain)
    {
        Target = target;
        IsPlain = isPlain;
        IsPooled = mode.IsPooled;
        IsReadOnly = mode.IsReadOnly;
        Gate = new CertificateValidator(target.Tls);
        _login = new Login(snapshot, snapshot.Database.Password, 0);
        if (!target.IsEmbedded && target.UseTls != false)
        {
            TlsFiles.Check(target.Tls, snapshot);
        }
    }

    public DatabaseTarget Target { get; }

    public CertificateValidator Gate { get; }

    /// <summary>Whether the server offered no TLS, so that none is asked for any more.</summary>
    public bool IsPlain { get; }

    public bool IsPooled { get; }

    /// <summary>Whether the sessions refuse to write, from before <c>connection.init_function</c> on.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The snapshot that the settings were last compared with.</summary>
    public ConfigurationSnapshot Snapshot => _login.Snapshot;

    /// <summary>Rises with every change of the password.</summary>
    public int PasswordVersion => _login.Version;

    /// <summary>Whether an opening has succeeded.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>Whether the server has said that it offers TLS.</summary>
    public bool OffersTls { get; set; }

    /// <summary>
    /// Called when a physical connection turns out to be in plain text though TLS is preferred, whoever opens it: the first time, and again when others
    /// were encrypted since.
    /// </summary>
    public Action<SessionContext>? OnPlainText { get; init; }

    /// <summary>The password of now. Called by the driver, for each physical connection.</summary>
    public string RevealPassword()
    {
        Login login = _login;
        string text = RevealAsWritten(login);
        return login.IsAsWritten ? text : Target.Driver.PreparePassword(text);
    }

    /// <summary>Takes the password as it is written from now on, for servers that do not prepare passwords.</summary>
    /// <returns>False when that changes nothing.</returns>
    public bool TryAsWritten()
    {
        Login login = _login;
        string text = RevealAsWritten(login);
        if (login.IsAsWritten || Target.Driver.PreparePassword(text) == text)
        {
            return false;
        }

        _login = new Login(login.Snapshot, login.Password, login.Version + 1) { IsAsWritten = true };
        return true;
    }

    /// <summary>Takes over the password of a newer snapshot that leads to the same target.</summary>
    public void Renew(ConfigurationSnapshot snapshot)
    {
        Login old = _login;
        Secret? password = snapshot.Database.Password;
        bool isSame = Equals(old.Password, password);
        _login = new Login(snapshot, password, isSame ? old.Version : old.Version + 1) { IsAsWritten = isSame && old.IsAsWritten };
    }

    /// <summary>What a server or driver says, safe to print.</summary>
    public string Words(string text, int most = 200) => Redaction.Words(text, Snapshot.Database.Password, most);

    /// <summary>Notes that an opening has succeeded.</summary>
    public void NoteOpened() => HasOpened = true;

    /// <summary>Counts a login that has come as far as the password, which is after the handshake.</summary>
    public void CountLogin() => Interlocked.Increment(ref _logins);

    /// <summary>Counts a new physical connection.</summary>
    /// <returns>Whether it is in plain text; null when the numbers do not tell, since other logins failed or are under way.</returns>
    public bool? CountPhysical()
    {
        int physical = Interlocked.Increment(ref _physical);
        int handshakes = Gate.Handshakes;
        return handshakes == 0 ? true : handshakes == physical && Volatile.Read(ref _logins) == physical ? false : null;
    }

    /// <summary>Notes a new physical connection, and whether it is in plain text though TLS is preferred.</summary>
    public void NotePhysical(bool isPlain)
    {
        NoteOpened();
        if (!isPlain)
        {
            Volatile.Write(ref _isPlainTextReported, 0);
        }
        else if (Interlocked.Exchange(ref _isPlainTextReported, 1) == 0)
        {
            OnPlainText?.Invoke(this);
        }
    }

    private string RevealAsWritten(Login login) => (login.Password ?? Target.Driver.FindPassword(Target, login.Snapshot))?.Reveal() ?? "";

    private sealed class Login(ConfigurationSnapshot snapshot, Secret? password, int version)
    {
        public ConfigurationSnapshot Snapshot { get; } = snapshot;

        public Secret? Password { get; } = password;

        public int Version { get; } = version;

        public bool IsAsWritten { get; init; }
    }
}
