import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// `archcost widen` over times made by hand.
@Suite(.serialized) struct WidenCommandTests {
    let folder: TemporaryFolder
    let db: String
    static let network = "input 16x8x8\nconv 1 24\nconv 1 32\n"

    /// 1x1 convolutions on an 8x8 map; the second reads what the first has filters.
    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("times.db").path
        let times = [
            (16, 24, 20_000), (16, 32, 20_500), (16, 40, 40_000), (24, 32, 30_000), (32, 32, 30_500), (40, 32, 45_000),
        ]
        try TimesByHand.keep(times.map(Self.measurement), in: db, on: TimesByHand.machine("lender"))
    }

    private static func measurement(_ channels: Int, _ filters: Int, _ median: Int) -> KernelMeasurement {
        let window = Window(kernel: Extent(square: 1))
        return TimesByHand.measurement(
            of: Problem(
                operation: .convolution(Convolution(filters: filters, window: window)),
                inputs: [FeatureMap(channels: channels, height: 8, width: 8)]), median: median)
    }

    private func widen(_ arguments: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["widen", "-", "--db", db, "--most", "1.7"] + arguments, input: Self.network, environment: [:])
    }

    /// 24 to 32 filters: 20 + 30 µs become 20.5 + 30.5, 2 % more; 40 filters take 85 µs, 70 % more.
    @Test func theFreeWidthAndTheCliffBehindIt() throws {
        let csv = try widen("--machine", "lender", "--format", "csv")
        #expect(csv.status == 0 && csv.error == "", "\(csv.error)")
        let lines = csv.output.split(whereSeparator: \.isNewline)
        #expect(
            lines.first
                == "network,layers,filters,free_filters,taken_filters,time_ms,free_rise_share,cliff_filters,cliff_rise_share,source"
        )
        let cells = try #require(lines.dropFirst().first).split(separator: ",")
        #expect(lines.count == 2 && cells[1...4].joined(separator: " ") == "conv1 24 32 32" && cells[5] == "0.05")
        #expect(abs((Double(cells[6]) ?? 0) - 0.02) < 1e-9 && cells[7] == "40")
        #expect(abs((Double(cells[8]) ?? 0) - 0.7) < 1e-9 && cells[9] == "measured")
        let strict = try widen("--machine", "lender", "--tolerance", "0.01")
        #expect(
            strict.output.contains(
                "0 of 1 widths are taken together: the kernels take 50.0 µs instead of 50.0 µs, 0 % more."),
            "\(strict.output)")
    }

    /// Another machine's times are no predictions of this one's.
    @Test func borrowedTimesAreCalledSo() throws {
        let store = try ResultStore(db, .readWrite)
        try store.save(TimesByHand.machine("borrower"))
        store.close()
        let csv = try widen("--machine", "borrower", "--format", "csv")
        #expect(csv.output.contains(",borrowed"), "\(csv.output)\(csv.error)")
        let table = try widen("--machine", "borrower")
        #expect(table.output.contains("Borrowed times were measured on another machine"), "\(table.output)")
    }

    /// Without times no width is free: nothing is run, and the table says why.
    @Test func nothingIsRunWhereNothingIsWidened() throws {
        let empty = folder.url.appendingPathComponent("empty.db").path
        try TimesByHand.keep([], in: empty, on: TimesByHand.machine("other"))
        let outcome = try BuiltCommand.run("widen", "-", "--verify", "--db", empty, input: Self.network)
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("No width is taken, so that there is nothing to run end to end."))
        #expect(!outcome.output.contains("End to end the widened network"))
    }

    /// 28 filters at most, and the next multiple of eight is 32: times would change nothing.
    @Test func aWidthStepThatIsTooLongIsCalledSo() throws {
        let outcome = try BuiltCommand.run(
            ["widen", "-", "--db", db, "--machine", "lender", "--most", "1.2"], input: Self.network, environment: [:])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(
            outcome.output.contains("No multiple of '--width-step' lies within '--most' times the filters of conv1."),
            "\(outcome.output)")
        #expect(!outcome.output.contains("'--measure' times what is missing"), "\(outcome.output)")
    }

    @Test func theWidenedNetworkIsWritten() throws {
        let target = folder.url.appendingPathComponent("wide").path
        let outcome = try widen("--machine", "lender", "--emit", target)
        #expect(outcome.status == 0, "\(outcome.error)")
        let text = try String(contentsOfFile: target + "/stdin-wide.arch", encoding: .utf8)
        #expect(text.hasPrefix("# Widened by archcost from <stdin>\n") && text.contains("conv 1 32"), "\(text)")
        // Its own work is written over, another's is not.
        #expect(try widen("--machine", "lender", "--emit", target).status == 0)
        try Data("# mine\n".utf8).write(to: URL(fileURLWithPath: target + "/stdin-wide.arch"))
        let refused = try widen("--machine", "lender", "--emit", target)
        #expect(
            refused.status == 1
                && refused.error.contains("no 'archcost widen' wrote it; choose another folder for '--emit'"))
    }

    @Test func whatIsNotKnownIsNotWidened() throws {
        let outcome = try BuiltCommand.run(
            "widen", "-", "--db", db, "--machine", "lender", input: "input 8x4x4\nconv 3 16\nconv 3 8\n")
        #expect(outcome.status == 0 && outcome.output.contains("Where no time is known nothing is widened"))
    }

    @Test(.enabled(if: BackendExecutor().networkObstacle == nil)) func measuresWhatIsMissingAndVerifies() throws {
        let path = folder.url.appendingPathComponent("own.db").path
        let outcome = try BuiltCommand.run(
            "widen", "-", "--db", path, "--measure", "--verify", "--allow-debug", "--max-time", "0.05", "--tolerance",
            "1",
            input: Self.network)
        #expect(outcome.status == 0, "\(outcome.error)")
        // 24 filters and 32, and the second's 32 behind either, which leave the network and stay.
        #expect(outcome.error.contains("note: 4 of 4 kernels were never timed here; timing them takes about "))
        // A third more filters take less than twice the time, unless the machine stood still just then.
        let isWidened = outcome.output.contains("1 of 1 widths are taken together")
        #expect(isWidened == outcome.output.contains("End to end the widened network takes "), "\(outcome.output)")
        #expect(isWidened != outcome.output.contains("No width is taken, so that there is nothing to run end to end."))
    }

    @Test(arguments: [
        (["--tolerance", "-1"], "'--tolerance' must be 0 to 1, as 0.03 for 3 %; got -1.0."),
        (["--most", "1"], "'--most' must be above 1 and at most 16; got 1.0."),
        (["--width-step", "0"], "'--width-step' must be at least 1; got 0."),
        (["--measure", "--machine", "x"], "'--measure' and '--verify' time this machine; '--machine' is another."),
    ])
    func wrongUsage(_ arguments: [String], _ message: String) throws {
        let outcome = try BuiltCommand.run(["widen", "-"] + arguments, input: Self.network, environment: [:])
        #expect(outcome.status == 64 && outcome.error.contains(message), "\(outcome.error)")
    }
}
