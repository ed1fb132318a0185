import ArgumentParser
import KernelBenchmark

extension HostThreads {
    /// Refuses numbers of threads that no machine of so many processors is asked for but by mistake; a few times as many are
    /// allowed, for who wants to see what that costs.
    static func check(_ threads: Int, option: String) throws {
        let most = max(16, 4 * processors)
        guard threads > most else { return }
        throw ValidationError(
            "'\(option) \(threads)' is too many for \(processors == 1 ? "one processor" : "\(processors) processors"); "
                + "at most \(most) can be timed.")
    }
}
