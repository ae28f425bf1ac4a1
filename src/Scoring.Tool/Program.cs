using LeadPlatform.Scoring.Tool;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    // Files half written are taken away first.
    signal.Cancel = true;
    stopping.Cancel();
};
return await ScoringApp.RunAsync(args, stopping.Token);
