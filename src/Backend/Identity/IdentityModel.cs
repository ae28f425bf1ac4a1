using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Identity.Keys;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace LeadPlatform.Backend.Identity;

internal static class IdentityModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("identity_user");
            user.Property(u => u.Id).ValueGeneratedNever();
            user.Property(u => u.Name).HasMaxLength(200);
            user.Property(u => u.Role).HasMaxLength(16);
            user.HasOne<Agent>().WithMany().HasForeignKey(u => u.AgentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("identity_user_claim");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("identity_user_login");
        model.Entity<IdentityUserToken<Guid>>().ToTable("identity_user_token");

        model.UseOpenIddict<Guid>();
        model.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("oauth_client");
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("oauth_authorization");
        model.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("oauth_scope");
        model.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("oauth_token");

        model.Entity<IdentityKey>(key =>
        {
            key.ToTable("identity_key");
            key.HasKey(k => k.KeyId);
            key.Property(k => k.Use).HasConversion<string>().HasMaxLength(16);
            key.Property(k => k.Protection).HasMaxLength(32);
        });
        model.Entity<DataProtectionKey>().ToTable("data_protection_key");
    }
}
