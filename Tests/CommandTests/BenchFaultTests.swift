import Foundation
import Persistence
import Testing

/// What happens to a bench that is killed, or not alone. The times are those of whatever build is tested; nothing here
/// depends on them.
@Suite(.serialized) struct BenchFaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A bench of many tiny kernels under way.
    final class Bench {
        let process = Process()
        let error: URL

        /// - Parameter fileBlocks: the largest file that it may write, in blocks of 512 bytes.
        init(
            _ folder: TemporaryFolder, db: String, filters: String, rounds: Int = 2, fileBlocks: Int? = nil,
            problem: String = "conv n1 ic8 ih16 iw16 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd"
        ) throws {
            error = folder.url.appendingPathComponent(UUID().uuidString)
            try Data().write(to: error)
            process.executableURL = BuiltCommand.binary
            process.arguments = [
                "bench", "--problem", problem, "--backend", "swift",
                "--algorithm", "direct", "--sweep", "filters=\(filters)", "--rounds", "\(rounds)", "--allow-debug",
                "--verbose", "--db", db,
            ]
            if let fileBlocks {
                let command = "ulimit -f \(fileBlocks); exec \"$0\" \"$@\""
                process.arguments = ["-c", command, BuiltCommand.binary.path] + (process.arguments ?? [])
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
            }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try FileHandle(forWritingTo: error)
            try process.run()
        }

        func kill() {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        func finish() throws -> Int32 {
            process.waitUntilExit()
            return process.terminationStatus
        }

        /// Keys of the problems that it said are kept.
        func kept() throws -> [String] {
            try lines().compactMap { line in
                guard line.hasPrefix("kept: "), let key = line.range(of: "conv ") else { return nil }
                return String(line[key.lowerBound...])
            }
        }

        func lines() throws -> [String] {
            let text = try String(contentsOf: error, encoding: .utf8)
            // A line that was cut by the kill ends without a line break.
            return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        }
    }

    /// Fifty kills at random moments, over a new database whenever one is complete.
    @Test func killedAtAnyMomentItKeepsWhatItFinishedAndGoesOn() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("killedAtAnyMoment: seed \(seed)")
        var random = SplitMix(state: seed)
        let count = 200
        // How long a whole bench takes just now, so that kills fall on any moment of it.
        let start = Date()
        #expect(
            try Bench(folder, db: folder.url.appendingPathComponent("whole.db").path, filters: "1..\(count)").finish()
                == 0)
        let duration = Date().timeIntervalSince(start)
        var path = folder.url.appendingPathComponent("0.db").path
        var said: Set<String> = []
        var progressed = 0
        for round in 1...50 {
            let bench = try Bench(folder, db: path, filters: "1..\(count)")
            Thread.sleep(forTimeInterval: duration * Double(random.next() >> 11) / Double(1 << 53))
            bench.kill()
            let kept = try bench.kept()
            if !kept.isEmpty { progressed += 1 }
            // A killed run never did again what an earlier one had kept.
            #expect(said.isDisjoint(with: kept), "seed \(seed), kill \(round)")
            said.formUnion(kept)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let store = try ResultStore(path, .readWrite)
            let check = try store.check()
            #expect(check.isSound, "seed \(seed), kill \(round): \(check.problems)")
            let stored = try store.query("SELECT key FROM problem JOIN measurement ON problem_id = problem.id").rows
            let keys = stored.compactMap { row -> String? in if case .text(let key) = row[0] { key } else { nil } }
            #expect(Set(keys).isSuperset(of: said), "seed \(seed), kill \(round)")
            #expect(Set(keys).count == keys.count, "seed \(seed), kill \(round)")
            store.close()
            if keys.count == count {
                path = folder.url.appendingPathComponent("\(round).db").path
                said = []
            }
        }
        #expect(progressed > 0)
        #expect(try Bench(folder, db: path, filters: "1..\(count)").finish() == 0)
        let store = try ResultStore(path, .readOnly)
        #expect(try store.statistics().rows("measurement") == count)
    }

    @Test func twoAtOnceBothFinishAndWarnOfEachOther() throws {
        let path = folder.url.appendingPathComponent("results.db").path
        let benches = [
            try Bench(folder, db: path, filters: "1..300", rounds: 6),
            try Bench(folder, db: path, filters: "301..600", rounds: 6),
        ]
        for (bench, other) in zip(benches, benches.reversed()) {
            let status = try bench.finish()
            let last = try bench.lines().suffix(3)
            #expect(status == 0, "\(bench.process.terminationReason) \(last)")
            let warning =
                "warning: another bench (process \(other.process.processIdentifier)) measures into the same"
            #expect(try bench.lines().contains { $0.hasPrefix(warning) })
        }
        let store = try ResultStore(path, .readOnly)
        #expect(try store.statistics().rows("measurement") == 600)
        #expect(try store.check().isSound)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(left.filter { $0.hasPrefix("results.db") } == ["results.db"])
    }

    /// What a full disk does too, but without one: a file that may not grow any more.
    @Test func aDatabaseThatMayNotGrowLosesNothing() throws {
        let path = folder.url.appendingPathComponent("results.db").path
        let bench = try Bench(folder, db: path, filters: "1..2000", rounds: 6, fileBlocks: 1600)
        #expect(try bench.finish() == 1)
        let last = try #require(try bench.lines().last)
        #expect(
            last == "error: the database '\(path)' may not grow: this process may write files of at most 819200 bytes "
                + "(ulimit -f); what was stored before is unharmed")
        let kept = try bench.kept().count
        #expect(kept > 0)
        let store = try ResultStore(path, .readWrite)
        #expect(try store.check().isSound)
        #expect(try store.statistics().rows("measurement") == kept)
    }

    /// Whether this user may mount file systems that only the mounting process and its children see.
    static let hasPrivateMounts: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// A disk of its own of 700 kB, seen by nobody else and gone with the last process in it.
    @Test(.enabled(if: hasPrivateMounts, "mounts need util-linux and the right to user namespaces"))
    func aFullDiskIsNamedAndWhatWasStoredIsThere() throws {
        let disk = folder.url.appendingPathComponent("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: false)
        let script = """
            mount -t tmpfs -o size=700k tmpfs "$1" || exit 99
            "$0" bench --problem "conv n1 ic8 ih16 iw16 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd" --backend swift \
                --algorithm direct --sweep filters=1..3000 --rounds 6 --allow-debug --verbose --db "$1/results.db" >"$2"/out 2>"$2"/err
            echo "bench $?"
            cp "$1"/results.db* "$2"
            "$0" db check --db "$2/results.db" >&2
            echo "check $?"
            """
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "unshare", "--map-root-user", "--mount", "sh", "-c", script, BuiltCommand.binary.path, disk.path,
            folder.url.path,
        ]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(output == "bench 1\ncheck 0\n")
        let lines = try String(contentsOf: folder.url.appendingPathComponent("err"), encoding: .utf8)
            .split(separator: "\n")
        #expect(
            lines.last.map(String.init)
                == "error: the disk of '\(disk.path)/results.db' is full; what was stored before is unharmed")
        let kept = lines.count { $0.hasPrefix("kept: ") }
        #expect(kept > 0)
        let store = try ResultStore(folder.url.appendingPathComponent("results.db").path, .readOnly)
        #expect(try store.statistics().rows("measurement") == kept)
    }

    @Test func whatDoesNotFitTheMemoryIsRefusedBeforehand() throws {
        let problem = "conv n1 ic4096 ih8192 iw8192 oc4096 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"
        let outcome = try BuiltCommand.run(
            "bench", "--problem", problem, "--backend", "swift", "--algorithm", "direct", "--allow-debug", "--db",
            folder.url.appendingPathComponent("results.db").path)
        #expect(outcome.status == 1)
        let start = "error: not timed: swift/direct 1T cold-weights: \(problem): "
        let line = try #require(outcome.error.split(separator: "\n").last)
        #expect(line.hasPrefix(start) && line.contains(" MiB of memory; "), "\(line)")
    }

    @Test func interruptedItKeepsWhatIsFinishedAndSaysHowToGoOn() throws {
        let path = folder.url.appendingPathComponent("results.db").path
        let bench = try Bench(folder, db: path, filters: "1..2000", rounds: 6)
        for _ in 0..<600 where try bench.kept().isEmpty { Thread.sleep(forTimeInterval: 0.05) }
        kill(bench.process.processIdentifier, SIGINT)
        let status = try bench.finish()
        let last = try bench.lines().suffix(3)
        #expect(status == 130, "\(bench.process.terminationReason) \(last)")
        let store = try ResultStore(path, .readOnly)
        #expect(try store.statistics().rows("measurement") == bench.kept().count)
        #expect(try bench.lines().contains { $0.hasSuffix("run the same command to go on") })
    }

    /// The first seconds measure the machine's peaks; the log is folded back into the database all the same.
    @Test(arguments: [SIGINT, SIGTERM])
    func interruptedBeforeTheFirstKernelItSaysSo(number: Int32) throws {
        let path = folder.url.appendingPathComponent("results.db").path
        let bench = try Bench(folder, db: path, filters: "1..20")
        for _ in 0..<2000 where !FileManager.default.fileExists(atPath: path + "-wal") {
            Thread.sleep(forTimeInterval: 0.005)
        }
        kill(bench.process.processIdentifier, number)
        #expect(try bench.finish() == 130)
        #expect(try bench.lines().last == "interrupted: nothing was timed yet")
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    /// 58 GFLOPs by the plain loops.
    @Test func aLongVerificationIsAnnouncedAndInterrupted() throws {
        let path = folder.url.appendingPathComponent("results.db").path
        let bench = try Bench(
            folder, db: path, filters: "64..65",
            problem: "conv n1 ic64 ih890 iw890 oc8 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd")
        func isVerifying() throws -> Bool { try bench.lines().contains { $0.hasPrefix("verifying 'conv n1 ic64 ") } }
        for _ in 0..<600 where try !isVerifying() { Thread.sleep(forTimeInterval: 0.05) }
        #expect(try isVerifying())
        kill(bench.process.processIdentifier, SIGINT)
        let status = try bench.finish()
        #expect(status == 130)
        #expect(try bench.lines().last == "interrupted: 2 not measured; run the same command to go on")
        let store = try ResultStore(path, .readOnly)
        #expect(try store.statistics().rows("measurement") == 0)
    }

    /// A small generator with a printable seed (Steele, Lea & Flood, OOPSLA 2014).
    struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
