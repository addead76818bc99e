namespace DataJoint;

/// <summary>Tells the trimmer of a switch; what runs on .NET Framework is not trimmed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FeatureSwitchDefinitionAttribute(string name) : Attribute
{
    public string Name => name;
}
