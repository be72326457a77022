namespace AlexNet.Engine.Threading;

/// <summary>Work cut into numbered pieces that may run in any order, on any thread, at once. A struct, so that starting it allocates nothing.</summary>
internal interface IParallelBody
{
    /// <summary>Does one piece.</summary>
    /// <param name="index">Number of the piece, from 0.</param>
    /// <param name="worker">Number of the thread, from 0: the index of its scratch memory.</param>
    void Run(int index, int worker);
}
