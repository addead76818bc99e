#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler looks for, and .NET Framework has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModuleInitializerAttribute : Attribute;
#endif
