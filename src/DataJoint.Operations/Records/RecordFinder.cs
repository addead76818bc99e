using DataJoint.Configuration;
using DataJoint.Configuration.Sources;

namespace DataJoint.Operations.Records;

/// <summary>Finds where a login of a snapshot is kept.</summary>
/// <param name="snapshot">The settings.</param>
/// <param name="keys">Those of the login.</param>
internal sealed class RecordFinder(ConfigurationSnapshot snapshot, LoginKeys keys)
{
    /// <summary>Finds it.</summary>
    /// <param name="withUser">Whether the user changes, too.</param>
    /// <exception cref="RotationException">It is not kept where it could be changed.</exception>
    public CredentialRecord Find(bool withUser)
    {
        ResolvedSetting password = snapshot.Find(keys.Password);
        if (!password.Value.HasValue)
        {
            throw Impossible($"{Show(keys.Password)} is not set, so there is nothing to rotate", $"djc secrets set {Show(keys.Password)} stores one.");
        }

        ResolvedSetting? user = withUser ? snapshot.Find(keys.User!) : null;
        if (password.Reference is not null || user?.Reference is not null)
        {
            return ManagerRecord.Create(keys, snapshot, password, user);
        }

        foreach (ResolvedSetting setting in user is null ? [password] : new[] { password, user })
        {
            CheckOrigin(setting);
        }

        string source = password.Origin!.Source;
        if (password.Layer == SettingLayer.Environment)
        {
            return new FileRecord(keys, PathOf(source), user is { Layer: SettingLayer.Environment } ? PathOf(user.Origin!.Source) : null);
        }

        CheckTogether(password, user);
        if (password.Layer == SettingLayer.Secrets && Path.IsPathRooted(source))
        {
            return Path.GetFileName(source) == keys.Password
                ? new FileRecord(keys, source, keys.MayBeTwoFiles && user?.Origin!.Source is string other
                    && Path.IsPathRooted(other) && Path.GetFileName(other) == keys.User ? other : null)
                : throw Impossible($"{Show(keys.Password)} stands in {Display.Sanitize(source, 400)}, which is mounted", "Change it where the platform keeps it.");
        }

        string? environment = snapshot.Project.EnvironmentOf(source) ?? (user?.Origin is Origin origin ? snapshot.Project.EnvironmentOf(origin.Source) : null);
        CheckEnvironment(environment, password.Origin);
        return new ProjectRecord(keys, snapshot.Project, environment, password.Layer == SettingLayer.Project ? source : null);
    }

    private void CheckOrigin(ResolvedSetting setting)
    {
        bool isFile = setting.Layer == SettingLayer.Environment && EnvironmentSource.BaseOfFileVariable(setting.Origin!.Source) is not null;
        if (setting.Layer is SettingLayer.Programmatic || (setting.Layer is SettingLayer.Environment && !(isFile && (setting.Key == keys.Password || keys.MayBeTwoFiles))))
        {
            throw Impossible(
                $"{Show(setting.Key)}: {setting.DescribeChange()}, and a rotation can write neither", $"Rotate it where it is set, or keep it in .secrets/: djc secrets set {Show(setting.Key)}.");
        }
    }

    /// <summary>A variable beats what would be written.</summary>
    private void CheckTogether(ResolvedSetting password, ResolvedSetting? user)
    {
        if (user is { Layer: SettingLayer.Environment } && password.Layer != SettingLayer.Environment)
        {
            throw Impossible($"{keys.Both} would change together, and they are kept apart ({user.Origin}, {password.Origin})", "Keep both in .secrets/, or both in files that variables name.");
        }
    }

    /// <summary>A password that all environments share cannot be changed for the server of one.</summary>
    private void CheckEnvironment(string? environment, Origin origin)
    {
        string? other = environment is not null ? null : keys.Places.Append(keys.User).OfType<string>().Select(key => snapshot.Find(key).Origin)
            .Select(each => each is null ? null : snapshot.Project.EnvironmentOf(each.Source)).FirstOrDefault(name => name is not null);
        if (other is not null)
        {
            throw Impossible(
                $"{Display.Sanitize(origin.Source)} gives the password to all environments, and the server or the user is that of {other} alone",
                $"Store one of its own: djc secrets set {Show(keys.Password)} --env {other}.");
        }
    }

    private string PathOf(string variable)
    {
        HostEnvironment host = snapshot.Context.References.HostEnvironment;
        return Path.GetFullPath(host.FindVariable(variable)!, host.FindCurrentDirectory() ?? snapshot.Project.StartDirectory);
    }

    private static string Show(string key) => Display.Sanitize(key);

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
