using System.Security.Cryptography;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ServiceDefaults.Tests.PlatformKeys;

public sealed class PlatformKeyRingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-keys-");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_one_key_of_the_settings_is_current()
    {
        await using var app = await StartAsync(("PlatformKeys:Keys:k1", NewKey()));

        Ring(app).Current.Id.ShouldBe("k1");
        Ring(app).Get("k1").ShouldBeSameAs(Ring(app).Current);
        Should.Throw<PlatformKeyMissingException>(() => Ring(app).Get("k0")).Message.ShouldContain("'k0'");
    }

    [Fact]
    public async Task What_an_older_key_wrapped_unwraps_beside_the_current_one()
    {
        var old = NewKey();
        await using var before = await StartAsync(("PlatformKeys:Keys:k1", old));
        var wrapped = Ring(before).Current.Wrap([1, 2, 3], "thing");
        await using var after = await StartAsync(("PlatformKeys:Keys:k1", old), ("PlatformKeys:Keys:k2", NewKey()), ("PlatformKeys:Current", "k2"));

        Ring(after).Current.Id.ShouldBe("k2");
        Ring(after).Get("k1").Unwrap(wrapped, "thing").ShouldBe([1, 2, 3]);
    }

    public static TheoryData<string, (string, string)[]> Wrong => new()
    {
        { "PlatformKeys:Keys holds no key", [] },
        { "PlatformKeys:Keys:k1 must be the base64 of 32 bytes", [("PlatformKeys:Keys:k1", "c2hvcnQ=")] },
        { "PlatformKeys:Keys:k1 must be the base64 of 32 bytes", [("PlatformKeys:Keys:k1", "not base64, and a secret all the same")] },
        { "PlatformKeys:Keys:../k1 has no valid id", [("PlatformKeys:Keys:../k1", NewKey())] },
        { "PlatformKeys:Current must name one", [("PlatformKeys:Keys:k1", NewKey()), ("PlatformKeys:Keys:k2", NewKey())] },
        { "PlatformKeys:Current names a key that is not there", [("PlatformKeys:Keys:k1", NewKey()), ("PlatformKeys:Current", "k2")] },
        { "PlatformKeys:Folder can't be read", [("PlatformKeys:Folder", "/no/such/folder")] },
        { "PlatformKeys:ReadEvery must be from", [("PlatformKeys:Keys:k1", NewKey()), ("PlatformKeys:ReadEvery", "00:00:00")] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_stops_the_start_and_is_named_without_any_of_a_key(string reason, (string, string)[] settings)
    {
        var refusal = await Should.ThrowAsync<Exception>(() => StartAsync(settings));

        refusal.Message.ShouldContain(reason);
        refusal.ToString().ShouldNotContain("secret all the same");
    }

    [Fact]
    public async Task A_new_file_of_the_folder_is_current_without_a_restart_and_a_broken_one_changes_nothing()
    {
        await WriteAsync("k1", NewKey());
        await WriteAsync(".hidden", "not a key");
        await using var app = await StartAsync(("PlatformKeys:Folder", _folder.FullName));
        Ring(app).Current.Id.ShouldBe("k1");

        await WriteAsync("k2", NewKey() + "\n");
        await WriteAsync("current", "k2\n");
        await NextReadAsync(() => Ring(app).Current.Id == "k2");
        await WriteAsync("k3", "broken");
        await Should.ThrowAsync<InvalidOperationException>(() => Ring(app).LoadAsync(TestContext.Current.CancellationToken));

        Ring(app).Current.Id.ShouldBe("k2");
        Ring(app).Get("k1").Id.ShouldBe("k1");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static PlatformKeyRing Ring(WebApplication app) => app.Services.GetRequiredService<PlatformKeyRing>();

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, TestContext.Current.CancellationToken);

    private async Task NextReadAsync(Func<bool> done)
    {
        while (!done())
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private async Task<WebApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddPlatformKeys();
        var app = builder.Build();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
