using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;
using Yarp.ReverseProxy;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>Tells which service the gateway sends a described path to, by the routes in force.</summary>
internal sealed partial class RoutedPaths(IProxyStateLookup proxy)
{
    /// <param name="path">As in an OpenAPI document: <c>/v1/leads/{leadId}</c>.</param>
    public bool IsRouted(string service, string path)
    {
        var concrete = new PathString(Parameter().Replace(path, "x"));
        var match = proxy.GetRoutes()
            .Where(route => route.Config.Match.Path is not null)
            .Select(route => (route.Config, Template: TemplateParser.Parse(route.Config.Match.Path!.TrimStart('/'))))
            .Where(route => new TemplateMatcher(route.Template, []).TryMatch(concrete, []))
            .OrderBy(route => route.Config.Order ?? 0)
            .ThenBy(route => RoutePrecedence.ComputeInbound(route.Template))
            .Select(route => route.Config)
            .FirstOrDefault();
        return match?.ClusterId == service;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
