using System.Management.Automation;

namespace AlexNet.PowerShell.Errors;

/// <summary>Something that went wrong, in PowerShell's terms; thrown where it is found and written as an error record by the cmdlet.</summary>
internal sealed class Failure(string id, ErrorCategory category, object? target, string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The record. Its exception is of the framework's types: a type of the module's dependencies has no name that a script could catch.</summary>
    public ErrorRecord Record
    {
        get
        {
            Exception exception = category switch
            {
                ErrorCategory.ObjectNotFound => new FileNotFoundException(Message, target as string, InnerException),
                ErrorCategory.InvalidData => new InvalidDataException(Message, InnerException),
                ErrorCategory.InvalidArgument => new ArgumentException(Message, InnerException),
                ErrorCategory.ReadError or ErrorCategory.WriteError or ErrorCategory.ResourceExists => new IOException(Message, InnerException),
                _ => new InvalidOperationException(Message, InnerException),
            };
            return new ErrorRecord(exception, id, category, target) { ErrorDetails = new ErrorDetails(Message) { RecommendedAction = advice } };
        }
    }
}
