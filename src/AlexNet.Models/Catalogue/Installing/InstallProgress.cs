namespace AlexNet.Models.Catalogue.Installing;

/// <summary>What an installation is at.</summary>
public enum InstallStage
{
    /// <summary>Waiting for another process that installs the same model.</summary>
    Waiting,

    /// <summary>Fetching the file.</summary>
    Fetching,

    /// <summary>Hashing the file.</summary>
    Verifying,

    /// <summary>Reading the model and writing it anew.</summary>
    Converting,
}

/// <summary>How far an installation is.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Bytes">Bytes of the file fetched or hashed.</param>
/// <param name="Total">Bytes of the file.</param>
/// <param name="Source">Where it is fetched from.</param>
/// <param name="Problem">What is being waited out; null while all is well.</param>
public readonly record struct InstallProgress(InstallStage Stage, long Bytes, long Total, string Source, string? Problem = null);
