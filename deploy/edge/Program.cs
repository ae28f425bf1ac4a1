using System.Text.Json;
using LeadPlatform.Edge;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using var environments = JsonDocument.Parse(await File.ReadAllTextAsync("../infra/environments.json", stop.Token), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
List<string> networks = [.. environments.RootElement.GetProperty("cloudflareRanges").EnumerateArray().Select(range => range.GetString()!)];
return await EdgeCommand.RunAsync(args, Environment.GetEnvironmentVariable, networks, Console.In, Console.Out, stop.Token);
