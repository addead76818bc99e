namespace DataJoint;

/// <summary>Names a builder of .NET that reuses its state machines. The compiler does not look here, so the usual one is used.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AsyncMethodBuilderAttribute(Type builder) : Attribute
{
    public Type Builder => builder;
}
