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
        return wish
    }
}
