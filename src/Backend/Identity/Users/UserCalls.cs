using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Recovery;
using LeadPlatform.Backend.Identity.Revocation;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Storage;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Users;

/// <summary>What the calls about users need.</summary>
internal readonly record struct UserCalls(
    HttpContext Http, BackendDb Db, UserManager<User> Users, UserSessions Sessions, Revoking Revoking, UserMails Mails, AuditLog Audit, TimeProvider Time);
