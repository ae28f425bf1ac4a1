namespace LeadPlatform.Cli;

/// <summary>What a script learns; docs/cli.md has the same list.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Something was refused, or did not end as asked.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    /// <summary>The platform can't be reached, or broke off.</summary>
    public const int Unreachable = 3;

    /// <summary>No credential, a wrong one, or one that does not allow this.</summary>
    public const int NotAllowed = 4;

    /// <summary>Ctrl+C.</summary>
    public const int Cancelled = 130;
}
