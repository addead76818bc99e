using DataJoint.Configuration;
using DataJoint.Configuration.Sources;

namespace DataJoint.Operations.Records;

/// <summary>Finds where the login of a snapshot is kept.</summary>
internal static class RecordFinder
{
    private const string Password = "database.password";
    private const string User = "database.user";

    /// <summary>Finds it.</summary>
    /// <param name="snapshot">The settings.</param>
    /// <param name="withUser">Whether the user changes, too.</param>
    /// <exception cref="RotationException">It is not kept where it could be changed.</exception>
    public static CredentialRecord Find(ConfigurationSnapshot snapshot, bool withUser)
    {
        ResolvedSetting password = snapshot.Find(Password);
        if (!password.Value.HasValue)
        {
            throw Impossible("database.password is not set, so there is nothing to rotate", "djc secrets set database.password stores one.");
        }

        ResolvedSetting user = snapshot.Find(User);
        if (password.Reference is not null || (withUser && user.Reference is not null))
        {
            return ManagerRecord.Create(snapshot, password, withUser ? user : null);
        }

        foreach (ResolvedSetting setting in withUser ? [password, user] : new[] { password })
        {
            CheckOrigin(setting);
        }

        string source = password.Origin!.Source;
        if (password.Layer == SettingLayer.Environment)
        {
            return new FileRecord(PathOf(snapshot, source));
        }

        if (password.Layer == SettingLayer.Secrets && Path.IsPathRooted(source))
        {
            return Path.GetFileName(source) == Password ? new FileRecord(source)
                : throw Impossible($"database.password stands in {Display.Sanitize(source, 400)}, which is mounted", "Change it where the platform keeps it.");
        }

        string? environment = snapshot.Project.EnvironmentOf(source) ?? (withUser && user.Origin is Origin origin ? snapshot.Project.EnvironmentOf(origin.Source) : null);
        CheckEnvironment(snapshot, environment, password.Origin);
        return new ProjectRecord(snapshot.Project, environment, password.Layer == SettingLayer.Project ? source : null);
    }

    private static void CheckOrigin(ResolvedSetting setting)
    {
        bool isFile = setting.Layer == SettingLayer.Environment && EnvironmentSource.BaseOfFileVariable(setting.Origin!.Source) is not null;
        if (setting.Layer is SettingLayer.Programmatic || (setting.Layer is SettingLayer.Environment && !(isFile && setting.Key == Password)))
        {
            throw Impossible($"{setting.Key}: {setting.DescribeChange()}, and a rotation can write neither", "Rotate it where it is set, or keep it in .secrets/: djc secrets set " + setting.Key + ".");
        }
    }

    /// <summary>A password that all environments share cannot be changed for the server of one.</summary>
    private static void CheckEnvironment(ConfigurationSnapshot snapshot, string? environment, Origin origin)
    {
        string? other = environment is not null ? null : ((string[])["database.host", "database.port", User]).Select(key => snapshot.Find(key).Origin)
            .Select(each => each is null ? null : snapshot.Project.EnvironmentOf(each.Source)).FirstOrDefault(name => name is not null);
        if (other is not null)
        {
            throw Impossible(
                $"{Display.Sanitize(origin.Source)} gives the password to all environments, and the server or the user is that of {other} alone",
                $"Store one of its own: djc secrets set {Password} --env {other}.");
        }
    }

    private static string PathOf(ConfigurationSnapshot snapshot, string variable)
    {
        HostEnvironment host = snapshot.Context.References.HostEnvironment;
        return Path.GetFullPath(host.FindVariable(variable)!, host.FindCurrentDirectory() ?? snapshot.Project.StartDirectory);
    }

    private static RotationException Impossible(string message, string hint) => new(RotationRules.Impossible, message, hint);
}
