using DataJoint.Configuration;

namespace DataJoint.Operations.Rotations;

/// <summary>The other of two users that take turns.</summary>
internal static class OtherUser
{
    /// <summary>By the name that is given, or by the ending <c>_a</c> or <c>_b</c>.</summary>
    /// <exception cref="RotationException">It cannot be told.</exception>
    public static string Find(string user, string? given)
    {
        if (given == user)
        {
            throw Unknown($"{Display.Quote(user)} cannot take turns with itself");
        }

        return given
            ?? (user.EndsWith("_a", StringComparison.Ordinal) ? user[..^1] + "b"
                : user.EndsWith("_b", StringComparison.Ordinal) ? user[..^1] + "a"
                : throw Unknown($"{Display.Quote(user)} ends with neither _a nor _b, so the user that it takes turns with is not known"));
    }

    private static RotationException Unknown(string message) =>
        new(RotationRules.Impossible, message, "Name it: --other USER. It is an account with the same rights, made once by an administrator.");
}
