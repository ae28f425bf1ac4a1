using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Reading;

/// <summary>Which leads a caller may see. Part of every query, so that another's lead does not exist for them.</summary>
/// <param name="All">Every lead: admins, managers, services.</param>
/// <param name="AgentId">Those assigned to this agent.</param>
/// <param name="SourceId">Those of this source.</param>
internal readonly record struct LeadVisibility(bool All, Guid? AgentId, Guid? SourceId)
{
    public static LeadVisibility Everything { get; } = new(true, null, null);

    public static LeadVisibility Of(Caller caller) => caller.Role switch
    {
        Roles.Admin or Roles.Manager or Roles.Service => Everything,
        Roles.Agent => new LeadVisibility(false, caller.AgentId, null),
        Roles.Source => new LeadVisibility(false, null, caller.SourceId),
        _ => default,
    };

    public bool Includes(Guid sourceId, Guid? agentId) =>
        All || (SourceId is { } source && source == sourceId) || (AgentId is { } agent && agent == agentId);
}
