using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.DataService.Tests.PersonalData;

public sealed class PersonalSealTests
{
    private static readonly PersonalDocument Ada = new(
        "Ada", "Byron", "ada@example.com", "+12125550123", new DateOnly(1990, 2, 3), "12 Main Street", "New York", "calls after six", "203.0.113.9", "Mozilla/5.0");

    [Fact]
    public async Task What_is_sealed_opens_as_it_was_and_shows_nothing()
    {
        var (seal, leadId) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7());

        var stored = seal.Seal(leadId, Ada);

        seal.OpenDocument(leadId, stored).ShouldBe(Ada);
        foreach (var secret in new[] { "Ada", "Byron", "example.com", "5550123", "Main", "Mozilla", "firstName" })
            Encoding.Latin1.GetString(stored).ShouldNotContain(secret);
    }

    [Fact]
    public async Task It_opens_for_its_own_lead_alone()
    {
        var seal = await KeysOf.SealAsync("one");
        var stored = seal.Seal(Guid.CreateVersion7(), Ada);
        Should.Throw<CryptographicException>(() => seal.OpenDocument(Guid.CreateVersion7(), stored));
    }

    [Fact]
    public async Task The_same_document_never_looks_the_same()
    {
        var (seal, leadId) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7());
        var all = Enumerable.Range(0, 200).Select(_ => Convert.ToHexString(seal.Seal(leadId, Ada)[^80..])).ToHashSet();
        all.Count.ShouldBe(200);
    }

    [Fact]
    public async Task Any_changed_byte_is_found_out()
    {
        var (seal, leadId) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7());
        var stored = seal.Seal(leadId, Ada);
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] ^= 0x40;
            var at = i;
            Should.Throw<Exception>(() => seal.OpenDocument(leadId, stored), $"byte {at}");
            stored[i] ^= 0x40;
        }
    }

    [Property]
    public bool Any_content_opens_as_it_was(byte[] content, Guid id)
    {
        var seal = KeysOf.SealAsync("one").GetAwaiter().GetResult();
        return seal.Open(id, seal.Seal(id, content.AsSpan())).AsSpan().SequenceEqual(content);
    }

    [Fact]
    public async Task What_was_stored_before_there_were_seals_is_read()
    {
        var seal = await KeysOf.SealAsync("one");
        seal.OpenDocument(Guid.CreateVersion7(), Ada.ToBytes()).ShouldBe(Ada);
    }

    [Fact]
    public async Task What_is_under_a_former_key_opens_while_that_is_known_and_not_after()
    {
        var leadId = Guid.CreateVersion7();
        var stored = (await KeysOf.SealAsync("one")).Seal(leadId, Ada);

        (await KeysOf.SealAsync("two", "one")).OpenDocument(leadId, stored).ShouldBe(Ada);
        var without = await KeysOf.SealAsync("two");
        Should.Throw<PlatformKeyMissingException>(() => without.OpenDocument(leadId, stored)).KeyId.ShouldBe("one");
    }

    [Fact]
    public async Task Renewed_it_opens_without_the_former_key_and_its_content_is_the_same_bytes()
    {
        var leadId = Guid.CreateVersion7();
        var stored = (await KeysOf.SealAsync("one")).Seal(leadId, Ada);

        var renewed = (await KeysOf.SealAsync("longer-id", "one")).Renew(leadId, stored)!;

        (await KeysOf.SealAsync("longer-id")).OpenDocument(leadId, renewed).ShouldBe(Ada);
        renewed[^100..].ShouldBe(stored[^100..]);
        (await KeysOf.SealAsync("longer-id")).Renew(leadId, renewed).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_plain_is_sealed_when_it_is_renewed()
    {
        var (seal, leadId) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7());
        var renewed = seal.Renew(leadId, Ada.ToBytes())!;
        SealedContent.IsSealed(renewed).ShouldBeTrue();
        seal.OpenDocument(leadId, renewed).ShouldBe(Ada);
    }

    [Fact]
    public async Task What_was_erased_tells_when_and_nothing_else_and_is_not_renewed()
    {
        var (seal, at) = (await KeysOf.SealAsync("one"), new DateTimeOffset(2026, 1, 31, 17, 5, 0, TimeSpan.Zero));
        var erased = SealedContent.Erased(at);

        var person = seal.OpenDocument(Guid.CreateVersion7(), erased);

        (person.ErasedSince, person.Email, person.Phone, person.LastName).ShouldBe((at, null, null, ""));
        seal.Renew(Guid.CreateVersion7(), erased).ShouldBeNull();
    }

    [Fact]
    public async Task Many_threads_seal_and_open_side_by_side()
    {
        var seal = await KeysOf.SealAsync("two", "one");
        var old = await KeysOf.SealAsync("one");
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), TestContext.Current.CancellationToken, (number, _) =>
        {
            var (leadId, person) = (Guid.CreateVersion7(), Ada with { Notes = $"number {number}" });
            seal.OpenDocument(leadId, (number % 2 == 0 ? seal : old).Seal(leadId, person)).ShouldBe(person);
            return ValueTask.CompletedTask;
        });
    }
}
