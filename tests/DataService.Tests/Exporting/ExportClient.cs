using System.Net;
using System.Text;
using LeadPlatform.DataService.Importing.Reading;

namespace LeadPlatform.DataService.Tests.Exporting;

/// <summary>What somebody does who wants leads in a file.</summary>
internal static class ExportClient
{
    public static async Task<string> ExportAsync(this HttpClient client, string query = "")
    {
        using var answer = await client.GetAsync($"/v1/leads/export?{query}", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The rows of an export as CSV, by the names of its columns.</summary>
    public static async Task<List<Dictionary<string, string>>> ExportRowsAsync(this HttpClient client, string query = "")
    {
        using var rows = new RowScanner(new MemoryStream(Encoding.UTF8.GetBytes(await client.ExportAsync(query))), 0, ',');
        var read = new List<string[]>();
        while (rows.TryRead())
            read.Add(Fields(rows));
        return read.Skip(1).Select(row => read[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
    }

    public static async Task<List<Guid>> ExportIdsAsync(this HttpClient client, string query = "") =>
        (await client.ExportRowsAsync(query)).ConvertAll(row => Guid.Parse(row["lead.id"]));

    private static string[] Fields(RowScanner rows)
    {
        byte[] scratch = [];
        var fields = new string[rows.FieldCount];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Encoding.UTF8.GetString(rows.Field(i, ref scratch));
        return fields;
    }
}
