using System.Management.Automation;
using AlexNet.Imaging;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>What went wrong with a photo, in PowerShell's terms.</summary>
internal static class PhotoErrors
{
    public static Failure Of(string photo, Exception error) => error switch
    {
        ImageException { Error: ImageError.Unreadable } => new(ErrorIds.PhotoUnreadable, ErrorCategory.ReadError, photo, error.Message, "Check that the file still exists and that you may read it.", error),
        ImageException { Error: ImageError.TooLarge } => new(ErrorIds.PhotoTooLarge, ErrorCategory.LimitsExceeded, photo, error.Message, "Reduce the photo with an image editor first.", error),
        ImageException => new(ErrorIds.PhotoInvalid, ErrorCategory.InvalidData, photo, error.Message, "Give a whole JPEG, PNG, WebP, BMP or GIF file; Where-Object Extension -in .jpg, .png leaves other files out.", error),
        _ => new(ErrorIds.PhotoFailed, ErrorCategory.InvalidResult, photo, $"'{photo}' could not be classified: {error.Message}", "Try the photo alone, and another model.", error),
    };
}
