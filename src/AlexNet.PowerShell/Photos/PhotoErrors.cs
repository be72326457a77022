using System.Management.Automation;
using AlexNet.Engine.Devices;
using AlexNet.Imaging;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>What went wrong with a photo, in PowerShell's terms.</summary>
internal static class PhotoErrors
{
    public static Failure Of(string photo, Exception error) => error is ImageException image
        ? new(Id(image.Error), Category(image.Error), photo, $"'{photo}': {image.Problem}.", Advice(image), error)
        : error is DeviceException
        ? new(ErrorIds.DeviceFailed, ErrorCategory.DeviceError, photo, $"'{photo}' could not be classified: {error.Message}", "Classify it again: the device is started anew.", error)
        : new(ErrorIds.PhotoFailed, ErrorCategory.InvalidResult, photo, $"'{photo}' could not be classified: {error.Message}", "Try the photo alone, and another model.", error);

    private static string Id(ImageError error) => error switch
    {
        ImageError.Unreadable => ErrorIds.PhotoUnreadable,
        ImageError.TooLarge => ErrorIds.PhotoTooLarge,
        _ => ErrorIds.PhotoInvalid,
    };

    private static ErrorCategory Category(ImageError error) => error switch
    {
        ImageError.Unreadable => ErrorCategory.ReadError,
        ImageError.TooLarge => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.InvalidData,
    };

    // The library advises to raise a bound, which no parameter of a cmdlet does; and a folder's other files are what a shell can leave out.
    private static string Advice(ImageException image) => image.Error switch
    {
        ImageError.TooLarge => "Reduce the photo with an image editor first.",
        ImageError.NotAnImage => "Give a JPEG, PNG, WebP, BMP or GIF file; Where-Object Extension -in .jpg, .png leaves other files out.",
        _ => $"{char.ToUpperInvariant(image.Advice[0])}{image.Advice[1..]}.",
    };
}
