namespace DataJoint;

/// <summary>The name for <see cref="AsyncMethodBuilderAttribute"/>.</summary>
internal static class PoolingAsyncValueTaskMethodBuilder;
