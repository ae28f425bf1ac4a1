using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Settings;

/// <summary>Collects the settings of a section that lie outside of their range, each as a sentence with key, value and range.</summary>
internal sealed class SettingRanges(string section)
{
    private readonly List<string> _faults = [];

    public SettingRanges Within<T>(string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            _faults.Add($"{section}:{key} is {value}; it must be from {least} to {most}.");
        return this;
    }

    public ValidateOptionsResult Result => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);
}
