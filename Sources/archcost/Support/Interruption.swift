import Glibc
import KernelBenchmark

/// Ctrl-C as a wish to stop; a second one ends the process at once.
enum Interruption {
    private static let cancellation = Cancellation()

    /// Installs the handler and returns what it sets.
    static func watch() -> Cancellation {
        let wish = cancellation
        signal(SIGINT) { _ in
            Interruption.cancellation.cancel()
            signal(SIGINT, SIG_DFL)
        }
        // A parent that starts processes from a thread that takes no signals, as Dispatch's workers are, hands that on.
        var interrupt = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
        return wish
    }
}
