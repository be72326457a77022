namespace AlexNet.Engine.Training;

/// <summary>The rule that turns gradients into new weights.</summary>
public enum OptimizerKind
{
    /// <summary>The paper's (section 5): v := momentum v - decay rate w - rate gradient; w := w + v.</summary>
    Momentum,

    /// <summary>
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019). Beyond the paper: it finds a usable rate for a layer by itself, which helps small
    /// data sets and networks that start from a trained one.
    /// </summary>
    AdamW,
}
