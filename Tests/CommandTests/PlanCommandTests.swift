import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

private let hasOneDNN = BackendExecutor().networkObstacle == nil

/// `archcost plan` over times made by hand, and run end to end.
@Suite(.serialized) struct PlanCommandTests {
    let folder: TemporaryFolder
    let db: String
    /// Two equal convolutions, and one that Winograd's algorithm is slower for.
    static let network = "input 64x56x56\nconv 3 64 relu x2\nconv 3 32\n"

    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("times.db").path
        let times = [
            (64, "auto", 1_000_000), (64, "winograd", 500_000), (32, "auto", 700_000), (32, "winograd", 800_000),
        ]
        try TimesByHand.keep(
            times.map { TimeCommandTests.measurement(filters: $0, algorithm: $1, median: $2, half: 1000) }, in: db,
            on: TimesByHand.machine("lender"))
    }

    private func plan(_ arguments: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["plan", "-", "--db", db, "--machine", "lender"] + arguments, input: Self.network, environment: [:])
    }

    struct Document: Decodable {
        struct Kernel: Decodable {
            struct Reorder: Decodable, Equatable {
                var from: String
                var to: String
                var bytes: Int
                var ms: Double?
            }
            var layers: [String]
            var algorithm: String
            var resultLayout: String
            var ms: Double?
            var reorders: [Reorder]
        }
        struct Network: Decodable {
            var planMs: Double
            var autoMs: Double
            var exact: Bool
            var kernels: [Kernel]
        }
        var networks: [Network]
    }

    /// Two times half a millisecond is saved; each of the three reorders moves 2 · 802,816 bytes at 30 GB/s.
    @Test(.enabled(if: hasOneDNN)) func savesWhereWinogradIsFaster() throws {
        let outcome = try plan("--format", "json")
        #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try decoder.decode(Document.self, from: Data(outcome.output.utf8))
        let network = try #require(document.networks.first)
        let reorder = 2 * 802_816 / 30.0 / 1e6
        #expect(network.exact)
        #expect(network.kernels.map(\.layers) == [["conv1", "relu1"], ["conv2", "relu2"], ["conv3"]])
        #expect(network.kernels.map(\.algorithm) == ["winograd", "winograd", "auto"])
        #expect(network.kernels.map(\.ms) == [0.5, 0.5, 0.7])
        #expect(network.kernels[1].reorders == [])
        #expect(abs(network.planMs - (1.7 + 2 * reorder)) < 1e-9 && abs(network.autoMs - (2.7 + reorder)) < 1e-9)
        let table = try plan()
        #expect(
            table.output.contains(
                "The plan takes 1.81 ms with 2 reorders, the library's own choices 2.75 ms with 1 reorder: it saves 34.4 %."
            ), "\(table.output)")
    }

    @Test(.enabled(if: hasOneDNN)) func saysWhatItDoesNotKnow() throws {
        let outcome = try BuiltCommand.run(
            "plan", "-", "--db", db, "--machine", "lender", input: "input 64x56x56\nconv 3 64\nmaxpool 2\n")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains(
                "No time is known for maxpool1; they stay as the library has them, and are in no sum."))
    }

    @Test func refusals() throws {
        let unknown = try BuiltCommand.run("plan", "-", "--db", db, "--machine", "nobody", input: Self.network)
        #expect(unknown.status == 1 && unknown.error.hasPrefix("error: there is no machine 'nobody'"))
        let precision = try plan("--precision", "bf16")
        #expect(precision.status == 64 && precision.error.contains("Plans are for f32, which '--whole' runs."))
        let alone = try BuiltCommand.run("bench", "-", "--plan", "--db", db, input: Self.network)
        #expect(alone.status == 64 && alone.error.contains("'--plan' goes with '--whole'."))
        let missing = try BuiltCommand.run(
            "plan", "-", "--db", db, "--machine", "lender", input: Self.network,
            environment: ["ARCHCOST_ONEDNN": "/no/such/libdnnl.so"])
        #expect(missing.status == 1 && missing.error.contains("oneDNN is not installed"))
    }

    /// A debug build's times are kept, and marked, so that nobody plans by them.
    @Test(.enabled(if: hasOneDNN)) func aPlanIsRunAndKept() throws {
        let path = folder.url.appendingPathComponent("own.db").path
        let outcome = try BuiltCommand.run(
            "bench", "-", "--whole", "--plan", "--rounds", "2", "--allow-debug", "--db", path, "--format", "json",
            input: "input 16x12x12\nconv 3 32 relu\nconv 3 32\n")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("\"whole_plan\": {"))
        let kept = try BuiltCommand.run(
            "sql",
            """
            SELECT (SELECT group_concat(algorithm) FROM (SELECT algorithm FROM network_measurement ORDER BY algorithm)),
              (SELECT count(*) > 0 FROM reorder_measurement WHERE from_layout = 'nchw' AND median_ns > 0)
            """, "--db", path, "--format", "csv")
        #expect(kept.output.contains("\"auto,best,plan\",1"), "\(kept.output)\(kept.error)")
    }
}
