using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Backend.Tests.Identity;

/// <summary>Users of a test's own, so that what it does to one touches no other test.</summary>
internal static class TestUsers
{
    public const string Password = "a-long-test-password";

    public static async Task<string> AddUserAsync(this BackendHost host, string role, Guid? agentId = null, string? email = null)
    {
        email ??= $"{role}-{Guid.NewGuid():N}@example.com";
        var user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, Name = $"Test {role}", Role = role, AgentId = agentId, CreatedAt = DateTimeOffset.UtcNow };
        await host.ChangeUsersAsync(users => users.CreateAsync(user, Password));
        return email;
    }

    public static Task ChangeUserAsync(this BackendHost host, string email, Func<UserManager<User>, User, Task<IdentityResult>> change) =>
        host.ChangeUsersAsync(async users => await change(users, (await users.FindByEmailAsync(email))!));

    private static async Task ChangeUsersAsync(this BackendHost host, Func<UserManager<User>, Task<IdentityResult>> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var result = await change(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
        result.Succeeded.ShouldBeTrue(string.Join(' ', result.Errors.Select(e => e.Code)));
    }
}
