using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>The names that cuda-convnet's checkpoints ask for: NumPy's, and the classes of the command line's options, whose objects are passed over.</summary>
internal static class CudaConvnetGlobals
{
    /// <summary>The module of options.py in the code of 2011 and 2012, and in cuda-convnet2.</summary>
    private static readonly string[] Modules = ["options", "python_util.options"];

    private static readonly string[] Classes =
    [
        "Option", "OptionsParser", "OptionExpression", "OptionParser", "IntegerOptionParser", "BooleanOptionParser", "StringOptionParser", "FloatOptionParser",
        "RangeOptionParser", "ListOptionParser",
    ];

    /// <summary>All of them.</summary>
    public static PickleGlobals All { get; } = new(
    [
        .. NumpyGlobals.Names,
        .. Modules.SelectMany(module => Classes.Select(name => new PickleGlobal($"{module}.{name}", arguments => new PickleObject(arguments.Function)))),
    ]);
}
