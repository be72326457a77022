using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Normalization;

/// <summary>The last step of a response normalization: x / t^beta, written once for every width.</summary>
internal interface IPowerOperator
{
    /// <summary>x / t^beta for t above 0.</summary>
    TLanes Divide<TLanes>(TLanes x, TLanes t) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>beta = 0.75, which every AlexNet has: t^0.75 is the square root of t times its own root. Two roots and one division, all exactly rounded.</summary>
internal readonly struct ThreeQuarters : IPowerOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Divide<TLanes>(TLanes x, TLanes t) where TLanes : struct, ILanes<TLanes>
    {
        var root = TLanes.Sqrt(t);
        return x / (root * TLanes.Sqrt(root));
    }
}

/// <summary>Any beta: t^beta = e^(beta log t).</summary>
internal readonly struct AnyPower(float beta) : IPowerOperator
{
    private readonly float _beta = beta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Divide<TLanes>(TLanes x, TLanes t) where TLanes : struct, ILanes<TLanes> =>
        x / TLanes.Exp(TLanes.Fill(_beta) * TLanes.Log(t));
}
