import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// Kernels that are too short for the clock, and what has no time at all.
@Suite(.serialized) struct ShortTimeCommandTests {
    let folder: TemporaryFolder
    let db: String
    static let network = "input 64x56x56\nconv 3 64\navgpool 2\n"

    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("times.db").path
        let pool = Problem(
            operation: .pool(
                Pool(kind: .average, window: Window(kernel: Extent(square: 2), stride: Extent(square: 2)))),
            inputs: [FeatureMap(channels: 64, height: 56, width: 56)])
        var short = TimesByHand.measurement(of: pool, median: 400)
        short.status = .mistrusted
        short.reason = "400 ns are too short for the clock"
        try TimesByHand.keep(
            [
                TimeCommandTests.measurement(filters: 64, algorithm: "auto", median: 1_000_000, half: 3_000),
                TimeCommandTests.measurement(filters: 32, algorithm: "auto", median: 700_000, half: 3_000), short,
            ], in: db, on: TimesByHand.machine("lender"))
    }

    /// From nothing to 1 µs; ±√(3000² + 600²) above the sum.
    @Test func estimateUsesThem() throws {
        let table = try BuiltCommand.run(
            ["estimate", "-", "--time", "--db", db, "--machine", "lender"], input: Self.network, environment: [:])
        #expect(table.status == 0 && !table.output.contains("No time is known"), "\(table.output)\(table.error)")
        #expect(
            table.output.contains("Too short for the clock, under 1 µs: avgpool1; their intervals begin at nothing."),
            "\(table.output)")
        let json = try BuiltCommand.run(
            ["estimate", "-", "--time", "--db", db, "--machine", "lender", "--format", "json"], input: Self.network,
            environment: [:])
        let compact = json.output.filter { !$0.isWhitespace }
        #expect(
            compact.contains("\"ms\":0.0004,\"low_ms\":0.0,\"high_ms\":0.001,\"source\":\"measured\""), "\(json.output)"
        )
    }

    /// The times of the convolution and the pool are known, that of the upsampling behind them is not.
    @Test(.enabled(if: BackendExecutor().networkObstacle == nil)) func aPlanSumsNothingThatItDoesNotKnow() throws {
        let network = Self.network + "upsample 2\n"
        let arguments = ["plan", "-", "--db", db, "--machine", "lender"]
        let table = try BuiltCommand.run(arguments, input: network, environment: [:])
        #expect(table.status == 0, "\(table.error)")
        #expect(
            table.output.contains("What the plan takes is not known; of what is, it saves 0 s against"),
            "\(table.output)")
        #expect(!table.output.contains("The plan takes"))
        let json = try BuiltCommand.run(arguments + ["--format", "json"], input: network, environment: [:])
        for name in ["plan_ms", "auto_ms", "saved_share"] {
            #expect(json.output.contains("\"\(name)\": null"), "\(name)")
        }
    }

    /// No savings of nothing.
    @Test(.enabled(if: BackendExecutor().networkObstacle == nil)) func aPlanOfNothingKnownSaysSo() throws {
        let outcome = try BuiltCommand.run(
            ["plan", "-", "--db", db, "--machine", "lender"], input: "input 8x8x8\ndeconv 2 4 /2\n", environment: [:])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(
            outcome.output.contains("Nothing is known to choose by: 'archcost bench -' times these kernels."),
            "\(outcome.output)")
        #expect(!outcome.output.contains("it saves"))
    }

    @Test(.enabled(if: BackendExecutor().networkObstacle == nil)) func borrowedTimesAreCalledSo() throws {
        let store = try ResultStore(db, .readWrite)
        try store.save(TimesByHand.machine("borrower"))
        store.close()
        let note = "Borrowed times were measured on another machine"
        let plan = try BuiltCommand.run(
            ["plan", "-", "--db", db, "--machine", "borrower"], input: Self.network, environment: [:])
        #expect(plan.output.contains(note), "\(plan.output)\(plan.error)")
    }

    @Test func accuracyKnowsItsOptions() throws {
        let unknown = try BuiltCommand.run("accuracy", "--db", db, "--machine", "zz")
        #expect(unknown.status == 1)
        #expect(unknown.error == "error: there is no machine 'zz' in '\(db)'; it knows lender (Test)\n")
        let alone = try BuiltCommand.run("accuracy", "--db", db, "--algorithm", "best")
        #expect(alone.status == 64)
        #expect(alone.error.contains("'--backend', '--algorithm' and '--threads' go with '--held-out'."))
    }

    /// The system's own file systems have no blocks, which is not the same as none free.
    @Test func aPlaceThatTakesNoFilesIsNotFull() throws {
        let outcome = try BuiltCommand.run("calibrate", "--minutes", "0", "--db", "/proc/nope.db")
        #expect(outcome.status == 1)
        #expect(
            outcome.error == "error: the database '/proc/nope.db' cannot be made: its folder takes no files\n",
            "\(outcome.error)")
    }

    @Test func aMissedBudgetHasItsUnit() throws {
        let outcome = try BuiltCommand.run(
            ["search", "-", "--budget", "0ms", "--db", db, "--machine", "lender"],
            input: "input 64x56x56\nconv 3 32|64\n", environment: [:])
        #expect(outcome.error.contains("takes 700 µs, 700 µs too much"), "\(outcome.error)")
    }
}
