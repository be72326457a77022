namespace AlexNet.Bench;

/// <summary>A part of the page: what --only calls it, and what measures it and writes it down.</summary>
internal sealed record BenchPart(string Name, Action<BenchRun> Run);
