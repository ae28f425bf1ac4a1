using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Gateway;

namespace LeadPlatform.Frontend.Console.Agents;

/// <summary>Agents by the public API, as the signed-in user may see them.</summary>
internal sealed class AgentsApi(PlatformApi api)
{
    private const int MostPages = 10;

    /// <summary>All agents, by name.</summary>
    public async Task<Answer<IReadOnlyList<AgentView>>> ListAsync(CancellationToken cancellationToken)
    {
        var agents = new List<AgentView>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.GetAsync<Page<AgentView>>($"v1/agents?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            if (!answer.Has(out var found))
                return answer.Refusal!;
            agents.AddRange(found.Items);
            if ((cursor = found.NextCursor) is null)
                break;
        }

        return new Answer<IReadOnlyList<AgentView>>([.. agents.OrderBy(agent => agent.Name, StringComparer.OrdinalIgnoreCase)], null);
    }

    public Task<Answer<AgentView>> GetAsync(Guid agentId, CancellationToken cancellationToken) => api.GetAsync<AgentView>($"v1/agents/{agentId}", cancellationToken);

    // What was pressed goes through, also when its reader has left the page meanwhile.
    public Task<Answer<AgentView>> CreateAsync(AgentDraft draft) =>
        api.SendAsync<AgentView>(HttpMethod.Post, "v1/agents", draft.ToBody(), null, CancellationToken.None);

    /// <param name="etag">Of the agent as it was read: a change made meanwhile is not written over.</param>
    public Task<Answer<AgentView>> ChangeAsync(Guid agentId, AgentDraft draft, string? etag) =>
        api.SendAsync<AgentView>(HttpMethod.Patch, $"v1/agents/{agentId}", draft.ToBody(), etag, CancellationToken.None);

    public Task<Answer<AgentView>> SwitchAsync(Guid agentId, bool available) =>
        api.SendAsync<AgentView>(HttpMethod.Patch, $"v1/agents/{agentId}", new { available }, null, CancellationToken.None);
}
