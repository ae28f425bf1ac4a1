using System.Globalization;
using System.Net;
using System.Text;
using LeadPlatform.Scoring.Measuring;

namespace LeadPlatform.Scoring.Tool.Evaluating;

/// <summary>Two charts as SVG: what was said against what happened, and the share found by the share looked at.</summary>
internal static class EvaluationPicture
{
    private const int Side = 300;
    private const int Steps = 50;

    public static string Svg(string title, IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels, IReadOnlyList<CalibrationBin> table)
    {
        var largest = Math.Max(0.01, table.Max(bin => Math.Max(bin.Said, bin.Happened)));
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 400\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"760\" height=\"400\" fill=\"white\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"50\" y=\"24\" font-size=\"15\">{WebUtility.HtmlEncode(title)}</text>\n");
        Chart(svg, 50, "probability said", "share that happened", largest, table.Select(bin => (bin.Said / largest, bin.Happened / largest)), dots: true);
        Chart(svg, 430, "share looked at, best first", "share found", 1, Found(probabilities, labels), dots: false);
        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<(double X, double Y)> Found(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels) =>
        Enumerable.Range(0, Steps + 1).Select(step => step / (double)Steps).Select(share => (share, share == 0 ? 0 : Ranking.ShareFound(probabilities, labels, share)));

    private static void Chart(StringBuilder svg, int left, string across, string up, double largest, IEnumerable<(double X, double Y)> points, bool dots)
    {
        const int Top = 45;
        var places = points.Select(point => (X: left + point.X * Side, Y: Top + Side - point.Y * Side)).ToList();
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left}\" y=\"{Top}\" width=\"{Side}\" height=\"{Side}\" fill=\"none\" stroke=\"#999\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{left}\" y1=\"{Top + Side}\" x2=\"{left + Side}\" y2=\"{Top}\" stroke=\"#bbb\" stroke-dasharray=\"4\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#0b5fa5\" stroke-width=\"2\" points=\"{string.Join(' ', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.#},{place.Y:0.#}")))}\"/>\n");
        foreach (var place in dots ? places : [])
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{place.X:0.#}\" cy=\"{place.Y:0.#}\" r=\"4\" fill=\"#0b5fa5\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left}\" y=\"{Top + Side + 18}\">0</text><text x=\"{left + Side}\" y=\"{Top + Side + 18}\" text-anchor=\"end\">{largest:0.##}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + Side / 2}\" y=\"{Top + Side + 34}\" text-anchor=\"middle\">{across}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 12}\" y=\"{Top + Side / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 {left - 12} {Top + Side / 2})\">{up}</text>\n");
    }
}
