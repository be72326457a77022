using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>The names that pickled NumPy arrays ask for. NumPy 2 moved its parts from <c>numpy.core</c> to <c>numpy._core</c>.</summary>
internal static class NumpyGlobals
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PickleGlobal> Names { get; } =
    [
        new("numpy.ndarray"),
        new("numpy.dtype", arguments => new PickledType(arguments.Text(0, "a type"))),
        .. Core("numpy.core"),
        .. Core("numpy._core"),
    ];

    private static IEnumerable<PickleGlobal> Core(string module) =>
    [
        // An empty array of class ndarray; shape and elements come with its state.
        new($"{module}.multiarray._reconstruct", _ => new NumpyArray()),
        new($"{module}.numeric._frombuffer", NumpyArray.FromBuffer),
        // A single number, such as the best accuracy so far: of no use here.
        new($"{module}.multiarray.scalar", arguments => new PickleObject(arguments.Function)),
    ];
}
