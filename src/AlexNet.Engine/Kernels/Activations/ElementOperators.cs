using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Activations;

/// <summary>max(0, x). NaN stays NaN, as in PyTorch: a broken activation must show, not vanish.</summary>
internal readonly struct ReluOperator : IElementOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.Fill(0);
        return TLanes.WhereLess(x, zero, zero, x);
    }
}

/// <summary>1 / (1 + e^-x). e^-x overflows to infinity for very negative x, which gives the right 0.</summary>
internal readonly struct SigmoidOperator : IElementOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var one = TLanes.Fill(1);
        return one / (one + TLanes.Exp(TLanes.Fill(0) - x));
    }
}

/// <summary>
/// tanh x = 1 - 2 / (e^2x + 1), of the absolute value and with the sign put back. Near 0 that difference loses its digits,
/// so there it is the odd polynomial of Cephes' tanhf, x + x^3 P(x^2).
/// </summary>
internal readonly struct TanhOperator : IElementOperator
{
    private const float SmallBelow = 0.625f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var square = x * x;
        var polynomial = TLanes.Fill(-5.70498872745e-3f);
        polynomial = polynomial * square + TLanes.Fill(2.06390887954e-2f);
        polynomial = polynomial * square + TLanes.Fill(-5.37397155531e-2f);
        polynomial = polynomial * square + TLanes.Fill(1.33314422036e-1f);
        polynomial = polynomial * square + TLanes.Fill(-3.33332819422e-1f);
        var small = x + x * square * polynomial;

        var zero = TLanes.Fill(0);
        var one = TLanes.Fill(1);
        var magnitude = TLanes.Abs(x);
        var large = one - TLanes.Fill(2) / (TLanes.Exp(magnitude + magnitude) + one);
        return TLanes.WhereLess(magnitude, TLanes.Fill(SmallBelow), small, TLanes.WhereLess(x, zero, zero - large, large));
    }
}

/// <summary>x times a constant: dropout's factor at test time.</summary>
internal readonly struct ScaleOperator(float factor) : IElementOperator
{
    private readonly float _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * TLanes.Fill(_factor);
}
