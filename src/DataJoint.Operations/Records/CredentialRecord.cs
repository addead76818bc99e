using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Records;

/// <summary>Where the login is kept, and the new one is to be written.</summary>
internal abstract class CredentialRecord(LoginKeys keys)
{
    /// <summary>The place, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>How somebody stores one there by hand, after the word.</summary>
    public virtual string ByHand => $"in {Place}";

    /// <summary>The folder that the journal is kept in, absolute.</summary>
    public abstract string Folder { get; }

    /// <summary>What tells its journal from others of the folder.</summary>
    public virtual string JournalName => keys.FolderName;

    /// <summary>What there is to say once the new login is written there; empty when there is nothing.</summary>
    public virtual string Note => "";

    /// <summary>Makes sure that it can be written before anything is changed.</summary>
    /// <param name="withUser">Whether the user changes, too.</param>
    /// <exception cref="RotationException">It cannot.</exception>
    /// <exception cref="ConfigurationEditException">It cannot.</exception>
    public abstract void Check(bool withUser);

    /// <summary>Writes the new login so that whoever reads meanwhile has the former one or the new one.</summary>
    /// <param name="next">The new login.</param>
    /// <param name="former">The one that is there.</param>
    /// <param name="withUser">Whether the user changes, too.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    /// <returns>The place, for messages.</returns>
    public abstract Task<string> WriteAsync(Login next, Login former, bool withUser, CancellationToken cancellationToken);

    protected LoginKeys Keys => keys;

    protected Dictionary<string, Secret> PairOf(Login login) => new(StringComparer.Ordinal) { [keys.User!] = new Secret(login.User), [keys.Password] = login.Password };
}
