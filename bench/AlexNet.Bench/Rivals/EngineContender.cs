using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Steps;

namespace AlexNet.Bench.Rivals;

/// <summary>Ours on one device, whose steps can be timed.</summary>
internal sealed class EngineContender : SessionContender
{
    private readonly InferencePlan _plan;
    private readonly InferenceSession _session;
    private readonly int _batch;

    public EngineContender(InferencePlan plan, int batch, int threads) : this(plan, new InferenceSession(plan, batch, threads), batch) { }

    private EngineContender(InferencePlan plan, InferenceSession session, int batch) : base(session, batch) => (_plan, _session, _batch) = (plan, session, batch);

    /// <summary>The steps of a forward pass, in order.</summary>
    public IReadOnlyList<Step> Steps => _plan.Steps;

    /// <summary>One forward pass that tells when a step is done.</summary>
    public void Run(Action<string> stepDone) => _session.RunTimed(_batch, default, stepDone);
}
