namespace AlexNet.Notebooks.Engine;

/// <summary>Keeps the cells that were run from one kernel to the next.</summary>
public interface IHistoryStore
{
    /// <summary>The cells that earlier kernels kept, oldest first.</summary>
    IEnumerable<string> Load();

    /// <summary>Keeps a cell.</summary>
    void Add(string code);
}
