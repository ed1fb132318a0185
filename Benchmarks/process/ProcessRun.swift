#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One run of a program from start to exit: what a user waits for, and the most memory the process held.
struct ProcessRun {
    var seconds: Double
    var peakBytes: Int

    /// Runs a program with its output thrown away.
    ///
    /// - Returns: nil where it cannot be started or does not exit with 0.
    init?(_ program: String, _ arguments: [String]) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let clock = ContinuousClock()
        let start = clock.now
        var process = pid_t()
        guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else { return nil }
        var (status, usage) = (Int32(), rusage())
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { return nil }
        }
        let elapsed = clock.now - start
        // Zero where the process exited by itself with code 0.
        guard status == 0 else { return nil }
        seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        peakBytes = Int(usage.ru_maxrss) * 1024
    }
}
