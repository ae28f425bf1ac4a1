namespace LeadPlatform.DataService.Capture;

/// <summary>Which members of an object have been read: a member that stands twice would let two readers see two different leads.</summary>
internal struct SeenMembers
{
    private uint _bits;

    /// <summary>Marks a member and returns its path.</summary>
    /// <exception cref="LeadPostException">It stood there before.</exception>
    public string Add(int member, string path)
    {
        var bit = 1u << member;
        if ((_bits & bit) != 0)
            throw new LeadPostException($"The member {path} stands twice.");
        _bits |= bit;
        return path;
    }
}
