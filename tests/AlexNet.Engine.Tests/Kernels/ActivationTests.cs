using AlexNet.Engine.Kernels.Activations;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using FsCheck;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class ActivationTests
{
    private delegate void Kernel(Span<float> x);

    public static readonly TheoryData<ActivationFunction> Functions = [ActivationFunction.Relu, ActivationFunction.Sigmoid, ActivationFunction.Tanh];

    [Theory, MemberData(nameof(Functions))]
    public void EveryLengthAgreesWithTheReference(ActivationFunction function)
    {
        for (var length = 0; length <= 70; length++) Check(function, Values.Random(length, length, range: 10), $"length {length}");
    }

    [Theory, MemberData(nameof(Functions))]
    public void SpecialValuesAgreeWithTheReferenceInEveryPlace(ActivationFunction function)
    {
        foreach (var special in Values.Special)
            for (var place = 0; place < 19; place++)
            {
                var x = Values.Random(place, 19, range: 3);
                x[place] = special;
                Check(function, x, $"{special:R} at {place}");
            }
    }

    [Theory, MemberData(nameof(Functions))]
    public void TheWholeRangeAgreesWithTheReference(ActivationFunction function)
    {
        // From where tanh is x itself, through both of its branches, to where everything saturates.
        var x = new float[2048];
        for (var i = 0; i < x.Length; i++) x[i] = MathF.Pow(10, -10 + 12.2f * i / x.Length) * (i % 2 == 0 ? 1 : -1);
        Check(function, x, "sweep");
    }

    [Property(MaxTest = 50)]
    public void TheCutOfTheSpanDoesNotChangeABit(NonNegativeInt length, NonNegativeInt cut, int seed)
    {
        foreach (var function in Enum.GetValues<ActivationFunction>().Except([ActivationFunction.Identity]))
        {
            var x = Values.Sprinkle(Values.Random(seed, length.In(1, 100), range: 20), seed, Values.Special[cut.Get % Values.Special.Length]);
            var (whole, parts) = (x.ToArray(), x.ToArray());
            Of(function)(whole);
            Of(function)(parts.AsSpan(0, cut.Get % x.Length));
            Of(function)(parts.AsSpan(cut.Get % x.Length));
            Values.AssertSameBits(whole, parts, $"{function} of {x.Length} cut at {cut.Get % x.Length}");
        }
    }

    [Property(MaxTest = 50)]
    public void ScaleMultiplies(NonNegativeInt length, float factor, int seed)
    {
        var x = Values.Random(seed, length.In(0, 70));
        using var guarded = new GuardedBuffer(x);
        ActivationKernels.Scale(guarded.Span, factor);
        Values.AssertSameBits(x.Select(value => value * factor).ToArray(), guarded.Span, $"times {factor}");
    }

    private static void Check(ActivationFunction function, float[] x, string what)
    {
        var expected = ReferenceActivation.Run(Values.Widen(x), function);
        foreach (var guard in Enum.GetValues<Guard>())
        {
            using var guarded = new GuardedBuffer(x, guard);
            Of(function)(guarded.Span);
            Values.AssertClose(expected, guarded.Span, relative: 5e-7, absolute: 1e-37, $"{function}, {what}");
        }
    }

    private static Kernel Of(ActivationFunction function) => function switch
    {
        ActivationFunction.Relu => ActivationKernels.Relu,
        ActivationFunction.Sigmoid => ActivationKernels.Sigmoid,
        _ => ActivationKernels.Tanh,
    };
}
