using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Sources.Publishers;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace LeadPlatform.Backend.Identity;

internal static class IdentityModel
{
    /// <summary>Of Identity's own schema: the third has passkeys.</summary>
    public static readonly Version Version = IdentitySchemaVersions.Version3;

    public static void Build(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("identity_user");
            user.Property(u => u.Id).ValueGeneratedNever();
            user.Property(u => u.Name).HasMaxLength(200);
            user.Property(u => u.Role).HasMaxLength(16);
            // As the columns were: this schema of Identity would have narrower ones.
            user.Property(u => u.PhoneNumber).HasColumnType("text");
            user.HasOne<Publisher>().WithMany().HasForeignKey(u => u.PublisherId).OnDelete(DeleteBehavior.Restrict);
            user.HasOne<Agent>().WithMany().HasForeignKey(u => u.AgentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UserSession>(session =>
        {
            session.ToTable("user_session");
            session.HasKey(s => s.SessionId);
            session.Property(s => s.SessionId).ValueGeneratedNever();
            session.Property(s => s.Device).HasMaxLength(64);
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<IdentityUserPasskey<Guid>>().ToTable("identity_user_passkey");
        model.Entity<IdentityUserClaim<Guid>>().ToTable("identity_user_claim");
        model.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("identity_user_login");
            login.Property(l => l.LoginProvider).HasColumnType("text");
            login.Property(l => l.ProviderKey).HasColumnType("text");
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("identity_user_token");
            token.Property(t => t.LoginProvider).HasColumnType("text");
            token.Property(t => t.Name).HasColumnType("text");
        });

        model.UseOpenIddict<Guid>();
        model.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("oauth_client");
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("oauth_authorization");
        model.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("oauth_scope");
        model.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>(token =>
        {
            token.ToTable("oauth_token");
            token.HasIndex(t => t.ExpirationDate, "ix_oauth_token_revoked").HasFilter("status = 'revoked'");
        });

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
