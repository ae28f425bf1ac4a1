using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Charts;

namespace LeadPlatform.Deploy.Tests.Edges;

/// <summary>Who may connect to whom, as rendered policies say. Each edge is "from -> to".</summary>
internal sealed class RenderedEdges(Rendered rendered)
{
    private const string Component = "app.kubernetes.io/component";

    private static readonly Dictionary<long, string> StorePorts = new() { [5432] = "postgres", [6379] = "redis", [4222] = "nats", [6333] = "qdrant", [8182] = "graph" };

    private IEnumerable<(string Component, JsonNode Spec)> Policies => rendered.Of("NetworkPolicy")
        .Select(policy => policy["spec"]!).Where(spec => spec["podSelector"]!["matchLabels"] is not null)
        .Select(spec => ((string)spec["podSelector"]!["matchLabels"]![Component]!, spec));

    /// <summary>What the senders' policies let out: to pods by component, to networks by the port of a store, to hosts outside as <c>internet</c>, with the port where it is not that of HTTPS.</summary>
    public IEnumerable<string> Out() => Policies.SelectMany(policy => Rules(policy.Spec, "egress").SelectMany(rule => rule.Peers("to").SelectMany(peer => Targets(peer, rule.Ports))
        .Select(target => $"{policy.Component} -> {target}"))).Distinct();

    /// <summary>What the receivers' policies let in, from pods.</summary>
    public IEnumerable<string> In() => Policies.SelectMany(policy => Rules(policy.Spec, "ingress").SelectMany(rule => rule.Peers("from"))
        .Select(peer => Of(peer)).OfType<string>().Select(from => $"{from} -> {policy.Component}")).Distinct();

    /// <summary>What the mesh authorises, by the identities behind each policy, at the port of a service's API.</summary>
    public IEnumerable<string> Authorised()
    {
        var identities = rendered.Of("MeshTLSAuthentication").ToDictionary(
            one => (string)one["metadata"]!["name"]!,
            one => one["spec"]!["identityRefs"]!.AsArray().Where(identity => identity!["namespace"] is null).Select(identity => (string)identity!["name"]!).ToList());
        foreach (var policy in rendered.Of("AuthorizationPolicy"))
        {
            var target = policy["spec"]!["targetRef"]!;
            if ((string)target["kind"]! != "Server" || !((string)target["name"]!).EndsWith("-http", StringComparison.Ordinal))
                continue;
            foreach (var reference in policy["spec"]!["requiredAuthenticationRefs"]!.AsArray().Where(one => (string)one!["kind"]! == "MeshTLSAuthentication"))
                foreach (var identity in identities[(string)reference!["name"]!])
                    yield return $"{identity} -> {((string)target["name"]!)[..^"-http".Length]}";
        }
    }

    private static IEnumerable<string> Targets(JsonNode peer, IReadOnlyList<long> ports)
    {
        if (Of(peer) is { } component)
            return [component];
        if (peer["ipBlock"] is not { } block)
            return [];
        return ports.Select(port => (string)block["cidr"]! == "0.0.0.0/0" ? port == 443 ? "internet" : $"internet at port {port}" : StorePorts.GetValueOrDefault(port, $"port {port}"));
    }

    private static string? Of(JsonNode peer) => peer["namespaceSelector"] is null ? (string?)peer["podSelector"]?["matchLabels"]?[Component] : null;

    private static IEnumerable<Rule> Rules(JsonNode spec, string direction) => (spec[direction]?.AsArray() ?? []).Select(rule => new Rule(rule!));

    private sealed record Rule(JsonNode Node)
    {
        public IReadOnlyList<long> Ports => [.. (Node["ports"]?.AsArray() ?? []).Select(port => (long)port!["port"]!).Where(port => port != 4143)];

        public IEnumerable<JsonNode> Peers(string side) => (Node[side]?.AsArray() ?? []).OfType<JsonNode>();
    }
}
