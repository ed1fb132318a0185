import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// `archcost estimate --time` over a database made by hand.
@Suite struct TimeCommandTests {
    static let network = "input 64x56x56\nconv 3 64 relu x2\nconv 3 32\n"
    let folder: TemporaryFolder
    let db: String

    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("times.db").path
        try TimesByHand.keep(
            [
                Self.measurement(filters: 64, algorithm: "auto", median: 1_000_000, half: 3_000),
                Self.measurement(filters: 64, algorithm: "winograd", median: 500_000, half: 1_000),
                Self.measurement(filters: 32, algorithm: "auto", median: 700_000, half: 8_000),
            ], in: db, on: TimesByHand.machine("lender"))
        let store = try ResultStore(db, .readWrite)
        defer { store.close() }
        // Half the arithmetic, the same memory.
        var slower = TimesByHand.machine("borrower")
        slower.peaks = [ComputePeak(precision: .f32, threads: 1, gflops: 100)]
        try store.save(slower)
    }

    static func measurement(filters: Int, algorithm: String, median: Int, half: Int) -> KernelMeasurement {
        let window = Window(kernel: Extent(square: 3), padding: Padding(all: 1))
        let problem = Problem(
            operation: .convolution(Convolution(filters: filters, window: window)),
            inputs: [FeatureMap(channels: 64, height: 56, width: 56)])
        return TimesByHand.measurement(of: problem, algorithm: algorithm, median: median, half: half)
    }

    func estimate(_ arguments: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["estimate", "-", "--time", "--db", db] + arguments, input: Self.network, environment: [:])
    }

    struct Time: Decodable, Equatable {
        var ms: Double?
        var lowMs: Double?
        var highMs: Double?
        var source: String
        var algorithm: String?
        var fusedInto: String?
    }

    struct Document: Decodable {
        struct Part: Decodable { var time: Time }
        struct Network: Decodable {
            var totals: Part
            var layers: [Part]
        }
        var networks: [Network]
    }

    func times(_ arguments: String...) throws -> Document.Network {
        let outcome = try BuiltCommand.run(
            ["estimate", "-", "--time", "--db", db, "--format", "json"] + arguments, input: Self.network,
            environment: [:])
        #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try decoder.decode(Document.self, from: Data(outcome.output.utf8))
        return try #require(document.networks.first)
    }

    /// Two equal kernels of ±3 µs err together, ±6; with one of ±8 beside them ±10. The ReLUs are in the convolutions.
    @Test func sumsWhatRuns() throws {
        let network = try times("--machine", "lender")
        #expect(network.layers.map(\.time.source) == ["measured", "fused", "measured", "fused", "measured"])
        #expect(network.layers[1].time.fusedInto == "conv1")
        #expect(
            network.layers[0].time == Time(ms: 1, lowMs: 0.997, highMs: 1.003, source: "measured", algorithm: "auto"))
        #expect(network.totals.time == Time(ms: 2.7, lowMs: 2.69, highMs: 2.71, source: "measured"))
    }

    @Test func takesTheFastestWhereAsked() throws {
        let network = try times("--machine", "lender", "--algorithm", "best")
        #expect(network.layers[0].time.algorithm == "winograd")
        #expect(network.totals.time.ms == 1.7)
    }

    @Test func saysWhatItDoesNotKnow() throws {
        let network = try times("--machine", "lender", "--algorithm", "winograd")
        #expect(network.layers.map(\.time.source) == ["measured", "fused", "measured", "fused", "none"])
        #expect(network.totals.time == Time(source: "none"))
        let table = try estimate("--machine", "lender", "--algorithm", "winograd")
        #expect(table.output.contains("No time is known for conv3; the others take 1.00 ms."), "\(table.output)")
    }

    /// Not "the others take 0 s".
    @Test func saysHowToLearnWhereNothingIsKnown() throws {
        let table = try estimate("--machine", "lender", "--threads", "3")
        #expect(table.output.contains("; 'archcost bench' and 'archcost calibrate' time kernels."), "\(table.output)")
        #expect(!table.output.contains("the others take"))
    }

    /// Arithmetic bounds these, and the borrower has half of it.
    @Test func borrowsFromTheMachineThatIsKnown() throws {
        let network = try times("--machine", "borrower")
        #expect(network.totals.time.source == "borrowed")
        let total = try #require(network.totals.time.ms)
        #expect(abs(total - 5.4) < 1e-9)
        let table = try estimate("--machine", "borrower", "--by", "kind")
        #expect(table.output.contains("times: 3 borrowed from another machine, 2 fused into other kernels"))
        #expect(table.output.contains("measure your own with 'archcost bench'"))
    }

    /// A cache folder that says of this machine what the store says of the borrower.
    func cache(_ gflops: Double) throws -> [String: String] {
        let host = Machine.host()
        let peaks = Set([1, host.cores]).sorted().map { "{\"threads\": \($0), \"gflops\": \(gflops), \"gbps\": 30}" }
        let cache = folder.url.appendingPathComponent("cache-\(gflops)")
        try FileManager.default.createDirectory(
            at: cache.appendingPathComponent("archcost"), withIntermediateDirectories: true)
        let text = "{\"fingerprint\": \"\(host.fingerprint)\", \"peaks\": [\(peaks.joined(separator: ", "))]}"
        try Data(text.utf8).write(to: cache.appendingPathComponent("archcost/peaks-\(host.fingerprint).json"))
        return ["XDG_CACHE_HOME": cache.path]
    }

    /// The store does not know this machine: what was kept of its peaks counts, and nothing is measured.
    @Test func borrowsByThePeaksThatWereKept() throws {
        let arguments = ["estimate", "-", "--time", "--db", db, "--format", "json"]
        for (gflops, milliseconds) in [(100.0, 5.4), (50, 10.8)] {
            let outcome = try BuiltCommand.run(arguments, input: Self.network, environment: try cache(gflops))
            #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let document = try decoder.decode(Document.self, from: Data(outcome.output.utf8))
            let total = try #require(document.networks.first?.totals.time)
            #expect(total.source == "borrowed" && abs((total.ms ?? 0) - milliseconds) < 1e-9)
        }
    }

    /// Measured in the first run, read in the second; a file that is none is replaced.
    @Test func keepsThePeaksThatItMeasures() throws {
        let cache = folder.url.appendingPathComponent("fresh")
        let file = cache.appendingPathComponent("archcost/peaks-\(Machine.host().fingerprint).json")
        func output() throws -> String {
            let outcome = try BuiltCommand.run(
                ["estimate", "-", "--time", "--db", db, "--format", "json"], input: Self.network,
                environment: ["XDG_CACHE_HOME": cache.path])
            #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
            return outcome.output
        }
        let first = try output()
        #expect(first.contains("borrowed"))
        let kept = try Data(contentsOf: file)
        #expect(try output() == first)
        #expect(try Data(contentsOf: file) == kept)
        try Data("no peaks".utf8).write(to: file)
        _ = try output()
        #expect(try String(contentsOf: file, encoding: .utf8).contains("\"fingerprint\""))
    }

    @Test func refusals() throws {
        let unknown = try estimate("--machine", "nobody")
        #expect(unknown.status == 1 && unknown.output == "")
        #expect(
            unknown.error
                == "error: there is no machine 'nobody' in '\(db)'; it knows lender (Test), borrower (Test)\n")
        let absent = try BuiltCommand.run("estimate", "-", "--time", "--db", "/no/such.db", input: Self.network)
        #expect(absent.status == 1 && absent.output == "" && absent.error.contains("/no/such.db"))
        for arguments in [["--threads", "2"], ["--time", "--train"], ["--time", "--threads", "0"]] {
            let outcome = try BuiltCommand.run(["estimate", "-"] + arguments, input: Self.network, environment: [:])
            #expect(outcome.status == 64 && outcome.output == "", "\(arguments)")
        }
    }

    @Test func theAccountIsEmptyAtFirst() throws {
        let outcome = try BuiltCommand.run("accuracy", "--db", db)
        #expect(outcome.status == 0 && outcome.error == "")
        #expect(outcome.output.contains("No prediction was followed by a measurement yet."))
    }
}
