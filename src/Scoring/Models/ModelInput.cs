using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Models;

/// <summary>Finds a model's columns in a table: by name where the table has names, else by place; the label may be there or not.</summary>
public static class ModelInput
{
    /// <summary>How a file to be scored is read: a first line that names a column of the model is a header.</summary>
    public static TableOptions Options(ScoringModel model, HeaderLine header = HeaderLine.Auto, char? delimiter = null) =>
        new(header, delimiter, KnownNames: [.. model.Columns.Select(column => column.Name), model.Info.Label]);

    /// <returns>The rows as <see cref="ScoringModel.Score"/> takes them, in order.</returns>
    /// <exception cref="ScoringException">A column used is missing, or the number of columns fits neither with nor without the label.</exception>
    public static IEnumerable<string?[]> Rows(ScoringModel model, Table table)
    {
        var places = Places(model, table);
        return table.Rows.Select(row => Array.ConvertAll(places, place => place < 0 ? null : row[place]));
    }

    private static int[] Places(ScoringModel model, Table table)
    {
        if (table.Header is { } header && model.Columns.Any(column => header.Contains(column.Name)))
        {
            var missing = model.Columns.Where(column => column.Kind != ColumnKind.Dropped && !header.Contains(column.Name)).Select(column => column.Name).ToList();
            return missing.Count == 0
                ? [.. model.Columns.Select(column => header.ToList().IndexOf(column.Name))]
                : throw new ScoringException($"The file has no column {string.Join(", ", missing.Select(name => $"\"{name}\""))}, which the model was trained on.");
        }

        var withLabel = table.Width == model.Columns.Count + 1;
        if (!withLabel && table.Width != model.Columns.Count)
            throw new ScoringException($"The file has {table.Width} columns where the model has {model.Columns.Count} (and one more with the label).");
        return [.. Enumerable.Range(0, model.Columns.Count).Select(column => withLabel && column >= model.Info.LabelIndex ? column + 1 : column)];
    }
}
