using AlexNet.Notebooks.Engine;

namespace AlexNet.Notebooks.Kernel;

/// <summary>What a kernel is made of.</summary>
/// <param name="Description">What it says of itself.</param>
/// <param name="OpenEngine">Opens what runs the cells, on the thread that will run them.</param>
/// <param name="History">Keeps the cells that were run.</param>
/// <param name="Log">Takes a line for each thing that went wrong and that no front end hears of.</param>
public sealed record KernelSetup(KernelDescription Description, Func<INotebookEngine> OpenEngine, IHistoryStore History, TextWriter Log);
