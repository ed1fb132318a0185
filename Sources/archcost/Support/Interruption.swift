import ArgumentParser
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

    /// Ends the command with exit code 130 where it was raised.
    ///
    /// - Parameter state: a clause that says how far it had come.
    static func check(_ state: @autoclosure () -> String) throws(ExitCode) {
        guard wish.isCancelled else { return }
        StandardStreams.writeError("interrupted: \(state())\n")
        throw ExitCode(ExitStatus.interrupted)
    }

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
