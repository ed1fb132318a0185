import LongWork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Ctrl-C as a wish to stop and to keep what there is; a second one ends the process at once.
enum Interruption {
    static let wish = Cancellation()

    /// From here on Ctrl-C raises it.
    static func watch() {
        // A handler must not be the first to make it.
        _ = wish
        signal(SIGINT) { _ in
            Interruption.wish.cancel()
            signal(SIGINT, SIG_DFL)
        }
        // Who starts processes from a thread of its own hands its blocked signals down.
        var interruption = sigset_t()
        sigemptyset(&interruption)
        sigaddset(&interruption, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    }
}
