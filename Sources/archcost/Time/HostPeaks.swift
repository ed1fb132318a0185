import Foundation
import KernelBenchmark
import LatencyModel

/// The peaks of the machine that this process runs on where no database has them: measured once and kept in the user's
/// cache folder, so that times scaled by them are the same in every run.
enum HostPeaks {
    /// What the file holds.
    private struct Kept: Codable {
        struct Peaks: Codable {
            var threads: Int
            /// Single precision, in 10⁹ operations a second.
            var gflops: Double
            /// Memory, in 10⁹ bytes a second.
            var gbps: Double

            var speed: MachineSpeed? { MachineSpeed(gigaflops: gflops, gigabytesPerSecond: gbps) }
        }

        var fingerprint: String
        var peaks: [Peaks]
    }

    /// How long they are measured; once a machine, so that it may be long enough for a neighbour to pause.
    private static let seconds = 1.0

    /// The peaks of so many threads; nil for another number than one and all.
    static func speed(threads: Int) -> MachineSpeed? {
        peaks.first { $0.threads == threads }?.speed
    }

    /// The same for the whole process, also where no file can be kept.
    private static let peaks: [Kept.Peaks] = {
        let host = Machine.host()
        let path = file(of: host.fingerprint, StandardStreams.environment)
        let kept = path.map { read($0, of: host.fingerprint) } ?? []
        if [1, host.cores].allSatisfy({ threads in kept.contains { $0.threads == threads } }) { return kept }
        let found = measured().filter { new in !kept.contains { $0.threads == new.threads } }
        if let path, !found.isEmpty {
            write(Kept(fingerprint: host.fingerprint, peaks: kept + found), to: path)
        }
        return kept + found
    }()

    /// The file of a machine by the XDG Base Directory Specification; nil where there is no home.
    private static func file(of fingerprint: String, _ environment: [String: String]) -> String? {
        func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        guard let cache = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map({ $0 + "/.cache" }) else { return nil }
        return "\(cache)/archcost/peaks-\(fingerprint).json"
    }

    /// What a file holds that is of use: none where it cannot be read, or is of another machine.
    private static func read(_ path: String, of fingerprint: String) -> [Kept.Peaks] {
        guard
            let data = FileManager.default.contents(atPath: path),
            let kept = try? JSONDecoder().decode(Kept.self, from: data), kept.fingerprint == fingerprint
        else { return [] }
        return kept.peaks.filter { $0.speed != nil }
    }

    private static func measured() -> [Kept.Peaks] {
        let machine = Machine.measured(seconds: seconds)
        return Set(machine.peaks.map(\.threads)).sorted().compactMap { threads in
            machine.speed(threads: threads).map {
                Kept.Peaks(threads: threads, gflops: $0.gigaflops, gbps: $0.gigabytesPerSecond)
            }
        }
    }

    /// A cache that cannot be written costs time and no answer.
    private static func write(_ kept: Kept, to path: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let file = URL(fileURLWithPath: path)
        guard let data = try? encoder.encode(kept) else { return }
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }
}
