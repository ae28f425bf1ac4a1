namespace LeadPlatform.Orchestrator.Providers.Spending;

/// <summary>What this instance has used by itself.</summary>
internal sealed class LocalSpending
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Account> _accounts = [];

    /// <returns>The code of the limit that is reached, or null where it was counted.</returns>
    public string? Take(string provider, SpendingWindow window, ProviderOptions limits, long tokens, long micros)
    {
        lock (_lock)
        {
            var account = In(provider, window);
            if (account.Requests + 1 > limits.RequestsPerMinute || account.Tokens + tokens > limits.TokensPerMinute)
                return FaultCode.RateLimited;
            if (account.Micros + micros > limits.DailyBudgetMicros)
                return FaultCode.Budget;
            account.Add(1, tokens, micros);
            return null;
        }
    }

    /// <summary>Money of the day.</summary>
    public long Spent(string provider, SpendingWindow window)
    {
        lock (_lock)
            return _accounts.TryGetValue(provider, out var account) && account.Window.Day == window.Day ? account.Micros : 0;
    }

    public void Correct(string provider, SpendingWindow window, long requests, long tokens, long micros)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(provider, out var account))
                return;
            if (account.Window.Minute == window.Minute)
                account.Add(requests, tokens, 0);
            if (account.Window.Day == window.Day)
                account.Add(0, 0, micros);
        }
    }

    private Account In(string provider, SpendingWindow window)
    {
        if (!_accounts.TryGetValue(provider, out var account))
            _accounts.Add(provider, account = new Account());
        account.MoveTo(window);
        return account;
    }

    private sealed class Account
    {
        public SpendingWindow Window { get; private set; }

        public long Requests { get; private set; }

        public long Tokens { get; private set; }

        public long Micros { get; private set; }

        public void Add(long requests, long tokens, long micros)
        {
            Requests += requests;
            Tokens += tokens;
            Micros += micros;
        }

        public void MoveTo(SpendingWindow window)
        {
            if (Window.Minute != window.Minute)
                (Requests, Tokens) = (0, 0);
            if (Window.Day != window.Day)
                Micros = 0;
            Window = window;
        }
    }
}
