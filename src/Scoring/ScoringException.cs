namespace LeadPlatform.Scoring;

/// <summary>A file or a setting that can't be used; the message says where and why, for the person who gave it.</summary>
public sealed class ScoringException : Exception
{
    public ScoringException()
    {
    }

    public ScoringException(string message)
        : base(message)
    {
    }

    public ScoringException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
