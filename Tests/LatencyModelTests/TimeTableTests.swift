import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct TimeTableTests {
    static let problem = convolution(64, 56, filters: 64)
    static let table = TimeTable(measured: [
        problem: [
            observation(problem, 100), observation(problem, 90, algorithm: "direct"),
            observation(problem, 50, algorithm: "winograd"),
            observation(problem, 40, backend: "swift", algorithm: "direct", isVerified: false),
            observation(problem, 55, algorithm: "auto", threads: 2),
        ]
    ])

    /// What is asked for, and which kernel answers.
    static let wishes: [(wish: TimeWish, time: Double?, algorithm: String)] = [
        (TimeWish(), 100, "onednn/auto"),
        (TimeWish(algorithm: .best), 50, "onednn/winograd"),
        (TimeWish(algorithm: .named("direct")), 40, "swift/direct"),
        (TimeWish(algorithm: .named("direct"), backend: "onednn"), 90, "onednn/direct"),
        (TimeWish(backend: "swift"), 40, "swift/direct"),
        (TimeWish(threads: 2), 55, "onednn/auto"),
        (TimeWish(algorithm: .named("winograd"), threads: 2), nil, ""),
    ]

    @Test(arguments: wishes)
    func measuredTimes(_ wish: TimeWish, _ time: Double?, _ algorithm: String) {
        let found = Self.table.time(of: Self.problem, wish)
        #expect(found?.estimate.nanoseconds == time)
        #expect(found.map { "\($0.backend)/\($0.algorithm)" } ?? "" == algorithm)
        #expect(found.map { $0.estimate.source == .measured } ?? true)
    }

    @Test func aMeasurementIsBelievedBeforeAModel() throws {
        let model = LatencyModel(fitting: convolutionShapes.map { observation($0, idealTime($0)) })
        let table = TimeTable(measured: Self.table.measured, model: model)
        #expect(table.time(of: Self.problem, TimeWish())?.estimate.source == .measured)
        let other = convolution(48, 28, filters: 64)
        let found = try #require(table.time(of: other, TimeWish()))
        #expect(found.estimate.source == .predicted)
        #expect(table.time(of: relu(4, 4), TimeWish()) == nil)
    }

    /// Half the arithmetic a second takes twice as long where arithmetic bounds; a third of the bytes a second three times as
    /// long where memory does: a ReLU does one operation on eight bytes.
    @Test func borrowedTimesAreScaledByWhatBounds() throws {
        let stream = relu(64, 56)
        let lender = try #require(MachineSpeed(gigaflops: 200, gigabytesPerSecond: 30))
        let borrower = try #require(MachineSpeed(gigaflops: 100, gigabytesPerSecond: 10))
        let table = TimeTable(
            measured: [:],
            borrowed: BorrowedTimes(
                measured: [Self.problem: [observation(Self.problem, 100)], stream: [observation(stream, 100)]],
                model: nil,
                lender: lender, borrower: borrower))
        let times = try [Self.problem, stream].map { try #require(table.time(of: $0, TimeWish())).estimate }
        #expect(times.map(\.source) == [.borrowed, .borrowed])
        #expect(abs(times[0].nanoseconds - 200) < 1e-9)
        #expect(abs(times[1].nanoseconds - 300) < 1e-9)
        #expect(abs(times[0].high - 300) < 1e-9 && abs(times[0].low - 200 / 1.5) < 1e-9)
    }

    /// Two kernels of one problem with ±3 err together, ±6; with another of ±8 beside them that makes ±10.
    @Test func sumsCountFusedLayersOnce() throws {
        var network = Network(name: "n", input: FeatureMap(channels: 64, height: 56, width: 56))
        let window = Window(kernel: Extent(square: 3), padding: Padding(all: 1))
        func add(_ filters: Int, _ name: String, _ source: Source) throws -> Source {
            try network.append(
                .convolution(Convolution(filters: filters, window: window)), to: [source], name: name)
        }
        var source = try add(64, "conv1", .input)
        source = try network.append(.activation(.relu), to: [source], name: "relu1")
        source = try add(64, "conv2", source)
        source = try network.append(.dropout(rate: Decimal6(millionths: 500_000)), to: [source], name: "dropout1")
        source = try add(32, "conv3", source)
        let other = convolution(64, 56, filters: 32)
        let table = TimeTable(measured: [
            Self.problem: [observation(Self.problem, 100, half: 3)], other: [observation(other, 70, half: 8)],
        ])
        let times = NetworkTimes(
            of: network, kernels: [[0, 1], [2], [4]], batch: 1, precision: .f32, by: table, TimeWish())
        #expect(times.layers.map(\.estimate.source) == [.measured, .fused, .measured, .free, .measured])
        #expect(times.layers[1].carrier == 0)
        #expect(times.total == TimeEstimate(nanoseconds: 270, low: 260, high: 280, source: .measured))
        let partial = NetworkTimes(
            of: network, kernels: [[0, 1], [2], [4]], batch: 1, precision: .f32,
            by: TimeTable(measured: [other: [observation(other, 70)]]), TimeWish())
        #expect(partial.total.source == .none)
        #expect(partial.unknownLayers(of: network) == ["conv1", "conv2"])
    }
}
