// Compiler support that netstandard2.0 lacks; see docs/decisions/0003-netstandard.md.

namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
