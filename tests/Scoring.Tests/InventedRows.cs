using System.Globalization;
using System.Text;

namespace LeadPlatform.Scoring.Tests;

/// <summary>Rows whose outcome follows known rules: age and channel matter, colour doesn't.</summary>
internal static class InventedRows
{
    private static readonly string[] Channels = ["form", "call", "import"];
    private static readonly string[] Colours = ["red", "green", "blue", "grey"];

    public static string Csv(int rows, int seed = 1, bool label = true, bool header = true)
    {
        var random = new Random(seed);
        var text = new StringBuilder(header ? $"lead id,age,channel,colour{(label ? ",bought" : "")}\n" : "");
        for (var row = 0; row < rows; row++)
        {
            var age = random.Next(18, 90) + random.NextDouble();
            var (channel, colour) = (random.Next(3), random.Next(4));
            var margin = -4 + 0.06 * age + (channel == 1 ? 2 : 0);
            var bought = random.NextDouble() < 1 / (1 + Math.Exp(-margin));
            var shown = random.Next(20) == 0 ? "" : age.ToString("0.00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{1000 + row},{shown},{Channels[channel]},{Colours[colour]}{(label ? bought ? ",yes" : ",no" : "")}\n");
        }

        return text.ToString();
    }
}
