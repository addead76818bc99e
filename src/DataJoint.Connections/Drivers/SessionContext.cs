using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Tls;

namespace DataJoint.Connections.Drivers;

/// <summary>What the sessions of one data source have in common: where they lead, with which password, and what was learnt from those that were opened.</summary>
[DebuggerDisplay("{Target}")]
internal sealed class SessionContext
{
    /// <summary>For how long a password counts that was resolved or found, on connections that somebody else opens: nobody sees whether those log in.</summary>
    public static TimeSpan PasswordTime { get; set; } = TimeSpan.FromMinutes(1);

    private readonly Lock _keeping = new();
    private volatile Login _login;
    private volatile KeptPassword _kept = KeptPassword.None;
    private long _found;
    private long _userFound;
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
        _login = Login.From(snapshot, null);
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

    /// <summary>Which password counts now.</summary>
    public PasswordState PasswordState
    {
        get
        {
            Login login = _login;
            return new PasswordState(login.Version, login.IsAsWritten);
        }
    }

    /// <summary>Whether the settings hold a reference to the user in place of the name.</summary>
    public bool HasUserReference => !Target.IsEmbedded && Snapshot.Database.UserReference is { IsResolved: false };

    /// <summary>Whether the settings hold a reference to the password in place of its text.</summary>
    public bool HasPasswordReference => !Target.IsEmbedded && _login.Given is { IsResolved: false };

    /// <summary>Whether the one or the other is asked for where it is kept.</summary>
    public bool HasReference => HasPasswordReference || HasUserReference;

    /// <summary>The text of the password; null when there is none, or a reference to it has not been resolved yet.</summary>
    public Secret? Password => _login.Text;

    /// <summary>Whether the user keeps a password for this server that was not used, since only the project names the server.</summary>
    public bool IsPasswordWithheld => _kept.IsWithheld;

    /// <summary>The file in which the user keeps passwords, when it was not used; null otherwise.</summary>
    public IgnoredFile? IgnoredPasswordFile => _kept.Ignored;

    /// <summary>Every form of the password that a login may send, to keep them out of what is printed.</summary>
    public IReadOnlyList<Secret> Passwords
    {
        get
        {
            if (_login.Text is not Secret text)
            {
                return [];
            }

            string prepared = Target.Driver.PreparePassword(text.Reveal());
            return prepared == text.Reveal() ? [text] : [text, new Secret(prepared)];
        }
    }

    /// <summary>Whether the password must be resolved before a connection is made that somebody else opens.</summary>
    public bool IsPasswordDue => HasPasswordReference && (_login.Text is null || Stopwatch.GetElapsedTime(_login.Since) > PasswordTime);

    /// <summary>Whether the user must be asked for before: then the password is, too.</summary>
    public bool IsUserDue => HasUserReference && (!Target.IsUserKnown || IsPasswordDue || Stopwatch.GetElapsedTime(Volatile.Read(ref _userFound)) > PasswordTime);

    /// <summary>Whether an opening has succeeded.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>Whether the server has said that it offers TLS.</summary>
    public bool OffersTls { get; set; }

    /// <summary>
    /// Called when a physical connection turns out to be in plain text though TLS is preferred, whoever opens it: the first time, and again when others
    /// were encrypted since.
    /// </summary>
    public Action<SessionContext>? OnPlainText { get; init; }

    /// <summary>The password of now. Called by the driver, for each physical connection: nothing may wait here, so a reference is resolved by then.</summary>
    public string RevealPassword()
    {
        Login login = _login;
        string text = Target.IsUserKnown && (login.Text is not null || login.Given is null) ? login.Text?.Reveal() ?? "" : throw new LoginNotPermittedException();
        return login.IsAsWritten ? text : Target.Driver.PreparePassword(text);
    }

    /// <summary>Whether the next login sends the password in another form than the one that was refused.</summary>
    public bool TriesOtherForm => _login.TriesOtherForm;

    /// <summary>
    /// Changes to the other form of a password that was refused, once until it is accepted: as it is written, for servers that do not prepare passwords.
    /// When that is refused too, the next login begins with the form that the protocol wants.
    /// </summary>
    public void TryOtherForm()
    {
        lock (_keeping)
        {
            if (_login.TriesOtherForm)
            {
                _login = _login.InForm(isAsWritten: false, triesOther: false);
            }
            else if (Passwords.Count > 1)
            {
                _login = _login.InForm(isAsWritten: !_login.IsAsWritten, triesOther: true);
            }
        }
    }

    /// <summary>
    /// Looks for a password where the user keeps those of other clients, when the settings have none: before each login, since it may change, and never in
    /// a driver's callback, so that it is known to whoever prints what the server says.
    /// </summary>
    public void FindPassword()
    {
        Login login = _login;
        if (login.Given is not null)
        {
            return;
        }

        KeptPassword kept = Target.Driver.FindPassword(Target, login.Snapshot);
        Secret? found = kept.Text;
        _kept = kept;
        lock (_keeping)
        {
            if (_login.Given is null && !Equals(_login.Text, found))
            {
                _login = _login.With(found);
            }
        }
    }

    /// <summary>The same where somebody else opens the connections, of which each may be a pooled one: what was found counts for a while.</summary>
    public void FindPasswordWhenDue()
    {
        long last = Volatile.Read(ref _found);
        if (last == 0 || Stopwatch.GetElapsedTime(last) > PasswordTime)
        {
            FindPassword();
            Volatile.Write(ref _found, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Takes over the password of a newer snapshot that leads to the same target.</summary>
    public void Renew(ConfigurationSnapshot snapshot)
    {
        lock (_keeping)
        {
            _login = Login.From(snapshot, _login);
        }
    }

    /// <summary>Notes that the user was asked for, and is the one of the target.</summary>
    public void NoteUserFound() => Volatile.Write(ref _userFound, Stopwatch.GetTimestamp());

    /// <summary>
    /// Takes over the text of a password that the settings refer to. Settings that have changed in the meantime have a reference of their own, and whoever
    /// opens with them asks.
    /// </summary>
    public void KeepPassword(ResolvedSetting given, ResolvedSetting resolved)
    {
        lock (_keeping)
        {
            if (Equals(_login.Given, given.Value.AsSecret()))
            {
                _login = _login.With(resolved.Value.AsSecret()!);
            }
        }
    }

    /// <summary>What a server or driver says, safe to print.</summary>
    public string Words(string text, int max = 200) => Redaction.Words(text, Passwords, max);

    /// <summary>Notes that an opening has succeeded.</summary>
    public void NoteOpened() => HasOpened = true;

    /// <summary>Notes that a login has succeeded, and with it the form of the password.</summary>
    public void NoteLoggedIn()
    {
        if (TriesOtherForm)
        {
            lock (_keeping)
            {
                _login = _login.InForm(_login.IsAsWritten, triesOther: false);
            }
        }
    }

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

    private sealed class Login
    {
        private Login(ConfigurationSnapshot snapshot, Secret? text, int version)
        {
            Snapshot = snapshot;
            Text = text;
            Version = version;
        }

        public ConfigurationSnapshot Snapshot { get; }

        public Secret? Given => Snapshot.Database.Password;

        public Secret? Text { get; }

        /// <summary>When the text was resolved.</summary>
        public long Since { get; private init; } = Stopwatch.GetTimestamp();

        public int Version { get; }

        /// <summary>Whether the password is sent as it is written.</summary>
        public bool IsAsWritten { get; private init; }

        /// <summary>Whether this form is the other one of a password that was refused.</summary>
        public bool TriesOtherForm { get; private init; }

        public static Login From(ConfigurationSnapshot snapshot, Login? former)
        {
            Secret? given = snapshot.Database.Password;
            bool isSame = former is not null && Equals(former.Given, given);
            Secret? text = given is { IsResolved: true } ? given : isSame ? former!.Text : null;
            return new Login(snapshot, text, isSame ? former!.Version : (former?.Version ?? -1) + 1)
            {
                IsAsWritten = isSame && former!.IsAsWritten,
                TriesOtherForm = isSame && former!.TriesOtherForm,
            };
        }

        /// <summary>The same text stays the same object, so that nothing that stands for it is made again.</summary>
        public Login With(Secret? text)
        {
            bool isSame = Equals(Text, text);
            return new(Snapshot, isSame ? Text : text, Version) { IsAsWritten = isSame && IsAsWritten, TriesOtherForm = isSame && TriesOtherForm };
        }

        public Login InForm(bool isAsWritten, bool triesOther) =>
            new(Snapshot, Text, Version) { Since = Since, IsAsWritten = isAsWritten, TriesOtherForm = triesOther };
    }
}
