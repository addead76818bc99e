namespace DataJoint.Configuration;

/// <summary>Where a value comes from, from the lowest to the highest layer. A higher layer wins setting by setting.</summary>
public enum SettingLayer
{
    /// <summary>Built in.</summary>
    Default,

    /// <summary><c>datajoint.&lt;env&gt;.json</c> and <c>datajoint.json</c>.</summary>
    Project,

    /// <summary><c>.secrets/</c> and the mounted secrets directory.</summary>
    Secrets,

    /// <summary>The <c>DJ_*</c> variables.</summary>
    Environment,

    /// <summary>Set by the program, or by <c>--set</c>.</summary>
    Programmatic,
}
