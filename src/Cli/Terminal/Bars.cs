using Spectre.Console;

namespace LeadPlatform.Cli.Terminal;

/// <summary>A progress bar where there is a terminal; nothing where there is none.</summary>
internal static class Bars
{
    /// <param name="work">Tells the bar the bytes that are done, and a text beside them.</param>
    public static Task<T> RunAsync<T>(string name, long bytes, Func<Action<long, string?>, Task<T>> work, bool hidden = false)
    {
        if (hidden || Console.IsErrorRedirected)
            return work((_, _) => { });
        return Say.People.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(name, maxValue: Math.Max(1, bytes));
                var result = await work((done, text) =>
                {
                    task.Value = done;
                    if (text is not null)
                        task.Description = Markup.Escape($"{name}: {text}");
                });
                task.Value = task.MaxValue;
                return result;
            });
    }
}
