namespace AlexNet.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public static readonly string Help =
        $"""
        Measures AlexNetShell against the limits of the machine, ONNX Runtime and libtorch, in one interleaved run.
          --only PART,...             of {string.Join(", ", Benchmarks.Parts.Select(part => part.Name))}; the default is all
          --quick                     fewer rounds, fewer photos
          --networks paper,onetower   networks to compare
          --batches 1,16,64           images of a forward pass
          --threads 1,2               threads
          --photos DIR                photographs for the parts reduced and precision
          --write                     write docs/performance.md; with --only, those sections of it
          --jobs kernels              the register tiles alone, by BenchmarkDotNet
        """;

    public IReadOnlyList<string>? Only { get; private init; }

    public bool Quick { get; private init; }

    public string? Photos { get; private init; }

    public bool Write { get; private init; }

    public bool ShowHelp { get; private init; }

    public string? Job { get; private init; }

    public IReadOnlyList<string> Networks { get; private init; } = ["paper", "onetower"];

    public IReadOnlyList<int> Batches { get; private init; } = [1, 16, 64];

    public IReadOnlyList<int> Threads { get; private init; } = Environment.ProcessorCount > 1 ? [1, 2] : [1];

    /// <summary>Whether a part is asked for.</summary>
    public bool Wants(string part) => Only?.Contains(part) ?? true;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">Says which option is wrong and what is possible.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{name} needs a value\n{Help}");
            options = name switch
            {
                "--only" => options with { Only = [.. Value().Split(',').Select(part => OneOf(name, part, [.. Benchmarks.Parts.Select(known => known.Name)]))] },
                "--quick" => options with { Quick = true },
                "--photos" => options with { Photos = FolderOf(name, Value()) },
                "--write" => options with { Write = true },
                "--networks" => options with { Networks = Value().Split(',') },
                "--batches" => options with { Batches = Numbers(name, Value(), 4096) },
                "--threads" => options with { Threads = Numbers(name, Value(), 64) },
                "--jobs" => options with { Job = OneOf(name, Value(), ["kernels"]) },
                "--help" or "-h" => options with { ShowHelp = true },
                _ => throw new ArgumentException($"unknown option '{name}'\n{Help}"),
            };
        }
        if (options.Write && options.Quick) throw new ArgumentException("--write needs thorough measurements: leave out --quick");
        return options;
    }

    private static string OneOf(string name, string value, string[] known) =>
        known.Contains(value) ? value : throw new ArgumentException($"{name} {value}: known are {string.Join(", ", known)}");

    private static string FolderOf(string name, string value) =>
        Directory.Exists(value) ? Path.GetFullPath(value) : throw new ArgumentException($"{name} {value}: there is no such folder");

    private static int[] Numbers(string name, string value, int most) =>
        [.. value.Split(',').Select(text => int.TryParse(text, out var number) && number > 0 && number <= most
            ? number
            : throw new ArgumentException($"{name} {value}: '{text}' is no number from 1 to {most}"))];
}
