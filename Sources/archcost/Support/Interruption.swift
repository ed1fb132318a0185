import ArchSearch
import KernelBenchmark

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Ctrl-C as a wish to stop and to keep what there is; a second one ends the process at once.
enum Interruption {
    static let ofBenchmark = Cancellation()
    static let ofSearch = CancellationFlag()

    /// From here on Ctrl-C raises both.
    static func watch() {
        // A handler must not be the first to make them.
        _ = (ofBenchmark, ofSearch)
        signal(SIGINT) { _ in
            Interruption.ofBenchmark.cancel()
            Interruption.ofSearch.cancel()
            signal(SIGINT, SIG_DFL)
        }
        // Who starts processes from a thread of its own hands its blocked signals down.
        var interruption = sigset_t()
        sigemptyset(&interruption)
        sigaddset(&interruption, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    }
}
