namespace DataJoint.Configuration.Files;

/// <summary>Names of environments: they become part of file names, so nothing that could make a path is allowed.</summary>
internal static class EnvironmentName
{
    public static bool IsValid(string name)
    {
        foreach (char c in name)
        {
            if (!(c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= 100;
    }
}
