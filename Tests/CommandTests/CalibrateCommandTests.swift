import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// `archcost calibrate` over times made by hand, which a sum of prices hits exactly.
@Suite(.serialized) struct CalibrateCommandTests {
    let folder: TemporaryFolder
    let db: String

    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("times.db").path
    }

    /// A ReLU on so many channels of a 32x32 map: 1 µs, and 0.1 ns a byte that is read.
    private func measurement(channels: Int) -> KernelMeasurement {
        let problem = Problem(
            operation: .activation(.relu), inputs: [FeatureMap(channels: channels, height: 32, width: 32)])
        return TimesByHand.measurement(of: problem, median: 1000 + channels * 1024 * 4 / 10)
    }

    private func fill(_ channels: [Int]) throws {
        try TimesByHand.keep(channels.map { measurement(channels: $0) }, in: db, on: TimesByHand.host())
    }

    @Test func fitsWhatIsKnownAndPredictsFromIt() throws {
        try fill([8, 16, 24, 32, 40, 48, 56, 64])
        let outcome = try BuiltCommand.run("calibrate", "--minutes", "0", "--db", db, "--format", "csv")
        #expect(outcome.status == 0, "\(outcome.error)")
        let rows = outcome.output.split(whereSeparator: \.isNewline)
        #expect(rows.first == "kind,backend,algorithm,threads,kernels,median_error_share,p90_error_share,uses_field")
        #expect(rows.contains { $0.hasPrefix("relu,onednn,auto,1,8,") })
        let kept = try BuiltCommand.run(
            "sql", "SELECT count(*) > 8, max(unit = 'ns/B') FROM latency_parameter", "--db", db, "--format", "csv")
        #expect(kept.output.contains("1,1"), "\(kept.output)\(kept.error)")
        // 1 µs and 0.1 ns for each of 20·1024·4 bytes.
        let estimate = try BuiltCommand.run(
            "estimate", "-", "--time", "--db", db, "--format", "csv", input: "input 20x32x32\nrelu\n")
        let cells = try #require(
            estimate.output.split(whereSeparator: \.isNewline).dropFirst().first?.split(separator: ","))
        #expect(cells.contains("predicted"))
        let time = try #require(cells.compactMap { Double($0) }.first { $0 > 0.008 && $0 < 0.0105 }, "\(cells)")
        #expect(abs(time / (0.001 + 20 * 1024 * 4 * 0.1e-6) - 1) < 0.05, "\(cells)")
    }

    @Test func saysWhenThereIsTooLittle() throws {
        try fill([8, 16])
        let outcome = try BuiltCommand.run("calibrate", "--minutes", "0", "--db", db)
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(
            outcome.error
                == "error: 2 kernels were timed on this machine with 1 thread, too few for a model; give it more '--minutes'\n"
        )
    }

    @Test func aDebugBuildTimesNothingUnasked() throws {
        #if DEBUG
        try fill([8, 16, 24, 32, 40, 48])
        let outcome = try BuiltCommand.run("calibrate", "--minutes", "0.001", "--db", db)
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.error.contains("a debug build does not time kernels"))
        #endif
    }

    @Test(arguments: [["--minutes", "-1"], ["--minutes", "nan"], ["--threads", "0"]])
    func wrongUsage(_ arguments: [String]) throws {
        let outcome = try BuiltCommand.run(["calibrate", "--db", db] + arguments, input: "", environment: [:])
        #expect(outcome.status == 64 && outcome.output == "")
    }
}
