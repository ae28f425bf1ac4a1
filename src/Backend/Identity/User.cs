using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity;

/// <summary>A person who signs in. The user name is the e-mail address.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public required string Name { get; set; }

    /// <summary>One of <see cref="Roles"/>: of people.</summary>
    public required string Role { get; set; }

    /// <summary>Of role agent: whose leads they see.</summary>
    public Guid? AgentId { get; set; }

    /// <summary>Of role publisher: whose sources they see.</summary>
    public Guid? PublisherId { get; set; }

    /// <summary>Signs in no more, and refresh tokens end.</summary>
    public bool Disabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
