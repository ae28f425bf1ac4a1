namespace LeadPlatform.Frontend.Console.Reader;

public enum MomentStyle
{
    DateAndTime,
    TimeOfDay,

    /// <summary>Date and time with seconds.</summary>
    Precise,

    /// <summary>How long ago; it grows, so whoever shows it renders again now and then.</summary>
    Age,
}
