import Foundation
import MachineProbe

/// Another process that computes without end, when it is let.
final class Neighbour {
    private let process = Process()

    /// - Parameter processor: the one that it is tied to; any where nil.
    init(on processor: Int?) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [Self.flag, processor.map(String.init) ?? "any"]
        try process.run()
        pause()
    }

    deinit {
        resume()
        process.terminate()
        process.waitUntilExit()
    }

    func pause() { kill(process.processIdentifier, SIGSTOP) }

    func resume() { kill(process.processIdentifier, SIGCONT) }

    private static let flag = "--compute-on"

    /// In the neighbour's own process this does not return.
    static func computeIfAsked() {
        guard CommandLine.arguments.count == 3, CommandLine.arguments[1] == flag else { return }
        // Where this process was started from may have been tied already.
        let processors = Int(CommandLine.arguments[2]).map { [$0] } ?? Array(0..<64)
        ThreadAffinity.pin(to: processors)
        let parent = getppid()
        // Ends with whoever started it.
        while getppid() == parent {
            let start = monotonicNanoseconds()
            while monotonicNanoseconds() - start < 100_000_000 {}
        }
        exit(0)
    }
}
