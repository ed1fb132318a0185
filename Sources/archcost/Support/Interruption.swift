import LongWork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Ctrl-C, or a request to end such as that of `timeout`, as a wish to stop and to keep what there is; a second one ends the
/// process at once.
enum Interruption {
    static let wish = Cancellation()

    private static let signals = [SIGINT, SIGTERM]

    /// From here on Ctrl-C raises it.
    static func watch() {
        // A handler must not be the first to make it.
        _ = wish
        for number in signals {
            signal(number) { number in
                Interruption.wish.cancel()
                signal(number, SIG_DFL)
            }
        }
        // Who starts processes from a thread of its own hands its blocked signals down.
        var interruption = sigset_t()
        sigemptyset(&interruption)
        for number in signals { sigaddset(&interruption, number) }
        pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    }
}
