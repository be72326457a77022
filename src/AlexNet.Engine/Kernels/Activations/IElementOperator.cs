using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Activations;

/// <summary>What is done to one value, written once for every width.</summary>
internal interface IElementOperator
{
    /// <summary>The operator's value for every lane of <paramref name="x"/>.</summary>
    TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;
}
