using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One port a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes the port.</summary>
    /// <param name="protocol">TCP; others can't be allocated here.</param>
    /// <param name="uriScheme">Default: the protocol in lower case.</param>
    /// <param name="transport">Default: <c>http</c> for HTTP schemes, else the protocol.</param>
    /// <param name="name">Default: the scheme.</param>
    /// <param name="port">The port others use. Default: a free one.</param>
    /// <param name="targetPort">The port the process listens on. Default: <paramref name="port"/>.</param>
    /// <param name="isExternal">Whether it is meant for callers outside the application. Default: false.</param>
    /// <param name="isProxied">Recorded only: nothing stands between a caller and the process here.</param>
    /// <exception cref="ArgumentException">The name breaks the rule of names.</exception>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null,
        bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : protocol.ToString().ToLowerInvariant());
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>The name, unique in its resource.</summary>
    public string Name { get; set; }

    /// <summary>The network protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of its addresses.</summary>
    public string UriScheme { get; set; }

    /// <summary>What is spoken on it.</summary>
    public string Transport { get; set; }

    /// <summary>The port others use; null for a free one.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>The port the process listens on; null for the same as <see cref="Port"/>.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>The host the process listens on. Default: <c>localhost</c>.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>Whether it is meant for callers outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Recorded only: nothing stands between a caller and the process here.</summary>
    public bool IsProxied { get; set; }

    /// <summary>The variable that carries the port to the process, if the endpoint was declared with one.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>The ports given at the start, one for each replica; empty before.</summary>
    internal IReadOnlyList<int> AllocatedPorts { get; set; } = [];
}
