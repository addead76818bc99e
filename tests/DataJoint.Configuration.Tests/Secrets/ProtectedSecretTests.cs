using DataJoint.Configuration.Secrets;

namespace DataJoint.Configuration.Tests;

/// <summary><c>ref+dpapi://…</c>: secrets that Windows has encrypted for one of its users.</summary>
public sealed class ProtectedSecretTests : IDisposable
{
    private readonly TestProject _project = new();

    public static TheoryData<string> Texts => new("CANARY-text", "CANARY-pä ß\u00a0\ud83d\udd11 ", new string('x', 2500));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_was_protected_is_read_by_the_user_who_did(string text)
    {
        Assert.SkipWhen(Native.IsUnix, "Only Windows protects.");
        string reference = WindowsProtection.Protect(new Secret(text));
        reference.ShouldStartWith("ref+dpapi://");
        reference.ShouldNotContain("CANARY");
        _project.WithFile(".secrets/database.password", reference).WithProjectFile("""{ "database.host": "db.example.com" }""");
        (await ShouldBeRefusedAsync()).Diagnostic.Id.ShouldBe(DiagnosticIds.UntrustedReference);
        _project.WithVariable("DJ_TRUST", "db.example.com");
        Secret password = _project.Load().Database.Password!;
        (await password.ResolveAsync(Cancellation)).Reveal().ShouldBe(text);
        password.Resolve(Cancellation).Reveal().ShouldBe(text);
    }

    [Fact]
    public async Task What_another_user_protected_or_what_is_damaged_is_refused()
    {
        Assert.SkipWhen(Native.IsUnix, "Only Windows protects.");
        string reference = WindowsProtection.Protect(new Secret("CANARY-text"));
        int place = reference.Length - 20;
        string damaged = reference.Substring(0, place) + (reference[place] == 'A' ? 'B' : 'A') + reference.Substring(place + 1);
        _project.WithVariable("DJ_PASS", damaged);
        SecretException refused = await ShouldBeRefusedAsync();
        refused.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretRefused);
        refused.Diagnostic.Message.ShouldStartWith("database.password: Windows does not decrypt the secret for ");
        refused.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task Elsewhere_it_is_reported_with_what_to_do()
    {
        Assert.SkipUnless(Native.IsUnix, "Windows has other users.");
        _project.WithVariable("DJ_PASS", "ref+dpapi://AQAAANCMnd8BFdERjHoAwE_Cl-s");
        SecretException refused = await ShouldBeRefusedAsync();
        refused.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretRefused);
        refused.Diagnostic.Message.ShouldBe("database.password: the secret is encrypted for a user of Windows, and can be decrypted only there, by the user who stored it");
        refused.Diagnostic.Hint!.ShouldContain("djc secrets set");
        refused.IsTransient.ShouldBeFalse();
        Should.Throw<SecretException>(() => WindowsProtection.Protect(new Secret("CANARY-text"))).ToString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("ref+dpapi://not+base64!")]
    [InlineData("ref+dpapi://A")]
    [InlineData("ref+dpapi://AQAA?x=1")]
    [InlineData("ref+dpapi://AQAA#/field")]
    public async Task What_nobody_can_have_written_is_told_as_damaged(string reference)
    {
        _project.WithVariable("DJ_PASS", reference);
        SecretException damaged = await ShouldBeRefusedAsync();
        damaged.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretUnresolved);
        damaged.Diagnostic.Message.ShouldContain("is damaged");
    }

    private async Task<SecretException> ShouldBeRefusedAsync() =>
        await Should.ThrowAsync<SecretException>(async () => await _project.Load().Snapshot.Find("database.password").ResolveAsync(Cancellation));
}
