namespace AlexNet.PowerShell.Errors;

/// <summary>The first part of every FullyQualifiedErrorId the module writes. Scripts compare with them: they do not change.</summary>
internal static class ErrorIds
{
    public const string PhotoNotFound = nameof(PhotoNotFound);
    public const string PhotoInvalid = nameof(PhotoInvalid);
    public const string PhotoTooLarge = nameof(PhotoTooLarge);
    public const string PhotoUnreadable = nameof(PhotoUnreadable);
    public const string PhotoFailed = nameof(PhotoFailed);
    public const string BytesUnrolled = nameof(BytesUnrolled);
    public const string NotAFileSystemPath = nameof(NotAFileSystemPath);
    public const string FolderUnreadable = nameof(FolderUnreadable);
    public const string ClassificationOptionInvalid = nameof(ClassificationOptionInvalid);
    public const string ModelNotFound = nameof(ModelNotFound);
    public const string ModelFileInvalid = nameof(ModelFileInvalid);
    public const string ModelFileExists = nameof(ModelFileExists);
    public const string ModelFileNotWritten = nameof(ModelFileNotWritten);
    public const string ModelFormatNotPossible = nameof(ModelFormatNotPossible);
    public const string ModelInvalid = nameof(ModelInvalid);
    public const string WeightNotConvertible = nameof(WeightNotConvertible);
    public const string ArchitectureUnknown = nameof(ArchitectureUnknown);
    public const string LayerNotFound = nameof(LayerNotFound);
    public const string AlgorithmUnknown = nameof(AlgorithmUnknown);
    public const string AlgorithmNotPossible = nameof(AlgorithmNotPossible);
    public const string DeviceFailed = nameof(DeviceFailed);
    public const string NetworkNotPartitionable = nameof(NetworkNotPartitionable);
    public const string TimelineMissing = nameof(TimelineMissing);
    public const string TimelineCallNotFound = nameof(TimelineCallNotFound);
    public const string TimelineFormatUnknown = nameof(TimelineFormatUnknown);
    public const string TimelineFileExists = nameof(TimelineFileExists);
    public const string TimelineNotWritten = nameof(TimelineNotWritten);
    public const string MeasurementFailed = nameof(MeasurementFailed);
    public const string TunedChoicesNotWritten = nameof(TunedChoicesNotWritten);
    public const string DatasetInvalid = nameof(DatasetInvalid);
    public const string DatasetNotFound = nameof(DatasetNotFound);
    public const string TrainingDiverged = nameof(TrainingDiverged);
    public const string TrainingOptionInvalid = nameof(TrainingOptionInvalid);
    public const string CheckpointExists = nameof(CheckpointExists);
}
