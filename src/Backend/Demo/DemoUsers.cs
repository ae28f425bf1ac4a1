using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Demo;

internal sealed class DemoUsers(UserManager<User> users, TimeProvider time) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await AddAsync("Ada Admin", Roles.Admin, null);
        await AddAsync("Morgan Manager", Roles.Manager, null);
        await AddAsync("Avery Brooks", Roles.Agent, DemoIds.Avery);
        await AddAsync("Parker Publisher", Roles.Publisher, null, DemoIds.Publisher);
        await AddAsync("Blair Buyer", Roles.Buyer, null);
        await AddAsync("Aubrey Auditor", Roles.Auditor, null);
    }

    private async Task AddAsync(string name, string role, Guid? agentId, Guid? publisherId = null)
    {
        var email = role + DemoIds.EmailDomain;
        if (await users.FindByEmailAsync(email) is not null)
            return;

        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Name = name,
            Role = role,
            AgentId = agentId,
            PublisherId = publisherId,
            CreatedAt = now,
        };
        var result = await users.CreateAsync(user, DemoIds.Password);
        if (!result.Succeeded)
            throw new InvalidOperationException($"The demo user of role {role} could not be added: {string.Join(' ', result.Errors.Select(e => e.Code))}.");
    }
}
