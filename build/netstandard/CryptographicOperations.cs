using System.Runtime.CompilerServices;

namespace DataJoint;

/// <summary>Overwrites what must not stay in memory.</summary>
internal static class CryptographicOperations
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void ZeroMemory(Span<byte> bytes) => bytes.Clear();
}
