using DataJoint.Configuration;

/// <summary>The DataJoint project that an operator belongs to. The operators' properties are saved in the workflow, so none of them is a credential.</summary>
internal static class RigProject
{
    /// <summary>Reads <c>datajoint.json</c>, <c>.secrets/</c> and the variables, again each time that a workflow starts.</summary>
    /// <param name="folder">The project's folder; empty for the one that the workflow runs in.</param>
    /// <param name="environment">The environment, such as <c>rig2</c>; empty for what <c>DJ_ENV</c> says.</param>
    public static DataJointConfig Load(string folder, string environment)
    {
        var options = new ConfigurationOptions();
        if (!string.IsNullOrEmpty(folder))
        {
            options.StartDirectory = folder;
        }

        if (!string.IsNullOrEmpty(environment))
        {
            options.Environment = environment;
        }

        return DataJointConfig.Load(options);
    }
}
