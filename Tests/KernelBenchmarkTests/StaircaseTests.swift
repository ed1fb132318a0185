import KernelBenchmark
import NetworkIR
import Testing

@Suite struct StaircaseTests {
    func staircase(_ pairs: [(Int, Int)]) -> Staircase {
        Staircase(pairs.map { Staircase.Point(value: $0, median: $1) })
    }

    /// A kernel that computes 16 filters at a time: 16 and 32 end steps of 100 and 200 ns.
    @Test func stepsOfSixteen() {
        let stairs = staircase([(8, 100), (12, 102), (16, 103), (20, 200), (24, 201), (32, 205), (40, 300)])
        #expect(stairs.steps.map(\.first.value) == [8, 20, 40])
        #expect(stairs.steps.map(\.last.value) == [16, 32, 40])
        #expect(stairs.freeValues.map(\.value) == [16, 32])
        // 16 to 20: 200/103 in 20/16 of the work; 32 to 40: 300/205 in 40/32.
        #expect(stairs.cliffs.map(\.after.value) == [20, 40])
        #expect(abs(stairs.cliffs[0].rise - (200.0 / 103 - 1)) < 1e-12)
    }

    @Test func timeThatGrowsWithTheWorkIsNoCliff() {
        let stairs = staircase([(16, 100), (32, 200), (48, 300)])
        #expect(stairs.cliffs.isEmpty)
        #expect(stairs.freeValues.isEmpty)
        #expect(stairs.steps.count == 3)
    }

    /// An odd size is slow: 64 costs no more than 62, although 63 does; 64 is free.
    @Test func aSlowValueBetweenDoesNotEndAStep() {
        let stairs = staircase([(62, 100), (63, 140), (64, 101), (65, 150)])
        #expect(stairs.steps.map(\.last.value) == [64, 65])
        #expect(stairs.freeValues.map(\.value) == [64])
    }

    /// Exactly 3 % more is free, a little more is not; a larger tolerance takes it.
    @Test func theToleranceIsABound() {
        #expect(staircase([(1, 1000), (2, 1030)]).freeValues.map(\.value) == [2])
        #expect(staircase([(1, 1000), (2, 1031)]).freeValues.isEmpty)
        let wider = Staircase(
            [Staircase.Point(value: 1, median: 1000), Staircase.Point(value: 2, median: 1031)], tolerance: 0.05)
        #expect(wider.freeValues.map(\.value) == [2])
    }

    @Test func orderAndDoublesDoNotMatter() {
        let stairs = staircase([(2, 50), (1, 10), (2, 40), (3, 0)])
        #expect(stairs.points == [Staircase.Point(value: 1, median: 10), Staircase.Point(value: 2, median: 40)])
        #expect(staircase([]).steps.isEmpty)
        #expect(staircase([(5, 7)]).steps.count == 1)
    }
}

@Suite struct SweepTests {
    static let convolution = "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"
    static let depthwise = "conv n1 ic32 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g32 f32 fwd"
    static let dense = "fc n1 ic512 ih1 iw1 oc10 f32 fwd"

    /// The last problem of each sweep.
    @Test(arguments: [
        ("filters=16..512:16", convolution, "conv n1 ic64 ih56 iw56 oc512 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("channels=1..3", convolution, "conv n1 ic3 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("map=7..28:7", convolution, "conv n1 ic64 ih28 iw28 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("height=55..57", convolution, "conv n1 ic64 ih57 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("width=55..57", convolution, "conv n1 ic64 ih56 iw57 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("kernel=1..7:2", convolution, "conv n1 ic64 ih56 iw56 oc64 k7x7 s1x1 p3,3,3,3 d1x1 g1 f32 fwd"),
        ("stride=1..2", convolution, "conv n1 ic64 ih56 iw56 oc64 k3x3 s2x2 p1,1,1,1 d1x1 g1 f32 fwd"),
        ("dilation=1..2", convolution, "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d2x2 g1 f32 fwd"),
        ("padding=0..2", convolution, "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p2,2,2,2 d1x1 g1 f32 fwd"),
        ("groups=1..2", convolution, "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g2 f32 fwd"),
        ("batch=1..8", convolution, "conv n8 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"),
        // A depth-wise convolution with two filters a channel stays one.
        ("channels=8..48:8", depthwise, "conv n1 ic48 ih56 iw56 oc96 k3x3 s1x1 p1,1,1,1 d1x1 g48 f32 fwd"),
        ("filters=10..1000:10", dense, "fc n1 ic512 ih1 iw1 oc1000 f32 fwd"),
        (
            "stride=2..3", "maxpool n1 ic8 ih9 iw9 k3x3 s2x2 p0,0,0,0 d1x1 floor f32 fwd",
            "maxpool n1 ic8 ih9 iw9 k3x3 s3x3 p0,0,0,0 d1x1 floor f32 fwd"
        ),
    ])
    func eachFieldIsSet(text: String, key: String, expected: String) throws {
        let problem = try #require(Problem(key: key))
        let problems = try Sweep(parsing: text).problems(from: problem)
        #expect(problems.last?.key == expected, "\(text)")
        #expect(problems.allSatisfy { Problem(key: $0.key) == $0 })
    }

    @Test(arguments: [
        ("filters", SweepError.malformed("filters")), ("filters=16", .malformed("filters=16")),
        ("filters=16..x", .malformed("filters=16..x")), ("filters=1..2:1:1", .malformed("filters=1..2:1:1")),
        ("filter=1..2", .unknownField("filter")), ("filters=0..4", .tooSmall(.filters, 0)),
        ("filters=8..8", .emptyRange(first: 8, last: 8, step: 1)),
        ("filters=8..16:0", .emptyRange(first: 8, last: 16, step: 0)),
        ("filters=8..20:8", .stepMissesEnd(first: 8, last: 20, step: 8)), ("filters=1..20000", .tooManyValues),
        ("filters=1..99999999999999999999", .malformed("filters=1..99999999999999999999")),
    ])
    func faultsAreNamed(text: String, expected: SweepError) {
        #expect(throws: expected) { try Sweep(parsing: text) }
    }

    @Test func fieldsThatAProblemLacksAreNamed() throws {
        let problem = try #require(Problem(key: Self.dense))
        #expect(throws: SweepError.absent(.stride, problem: Self.dense)) {
            try Sweep(parsing: "stride=1..2").problems(from: problem)
        }
    }

    @Test func valuesThatAProblemCannotTakeAreNamed() throws {
        let problem = try #require(Problem(key: Self.convolution))
        let error = #expect(throws: SweepError.self) { try Sweep(parsing: "groups=1..3").problems(from: problem) }
        guard case .impossible(.groups, 3, _) = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
        #expect(throws: SweepError.self) {
            try Sweep(field: .kernel, values: [1, Int.max]).problems(from: problem)
        }
    }
}
