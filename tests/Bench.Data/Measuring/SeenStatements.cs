using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>The statements that the service has sent since it was last asked, with their parameters. One request at a time.</summary>
internal sealed class SeenStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<NpgsqlCommand> _seen = [];
    private readonly IDisposable _listeners;
    private IDisposable? _commands;

    public SeenStatements() => _listeners = DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>The statements, and forgets them.</summary>
    public IReadOnlyList<NpgsqlCommand> Take()
    {
        NpgsqlCommand[] seen = [.. _seen];
        _seen.Clear();
        return seen;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            _commands = value.Subscribe(this, (name, _, _) => name == RelationalEventId.CommandExecuted.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // What runs in the background is not what was asked for.
        if (value.Value is CommandExecutedEventData { Command: NpgsqlCommand command } && command.CommandText.Contains("FROM lead", StringComparison.Ordinal))
            _seen.Add(command.Clone());
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _commands?.Dispose();
        _listeners.Dispose();
    }
}
