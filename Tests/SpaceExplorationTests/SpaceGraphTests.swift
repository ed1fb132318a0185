import ArchSearch
import BigInt
import CostAnalysis
import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage
@testable import SpaceExploration

/// Spaces whose every point is laid out and priced by itself, and must be a path of the graph with the same totals.
struct SpaceCase: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String

    var testDescription: String { name }

    static let all = [
        SpaceCase(name: "a chain", text: "input 3x32x32; conv 3|5 8|16..32:8 relu x1|0|2; maxpool 2; fc 10"),
        SpaceCase(
            name: "names and rules",
            text: """
                input 3x32x32
                let w = 8|16|24; let d = 1|2|3
                block b(n, s = 1) { residual { conv 3 n /s bn relu; conv 3 n bn }; relu }
                b(w, 2); b(w) x(d - 1)
                let v = 16|8|24|32; require v >= w
                b(v, 2) x1|2; gap; fc 10
                """),
        SpaceCase(
            name: "labels and branches",
            text: """
                input 3x32x32
                conv 3 8|12 /2 relu as low
                maxpool 2; conv 3 16|8 relu x1|2; dropout 0.5
                branches concat { { conv 1 4|8 } { } { conv 3 4; conv 3 8|6 } }
                upsample 2; concat low; conv 1 8 as side; conv 3 5|7; from side; fc 10
                """),
        SpaceCase(
            name: "alternatives and drops",
            text: """
                input 3x24x24
                either { conv 3 8 relu } or { conv 5 12|8 /2 } or { dwconv 3; conv 1 8|16 }
                { conv 3|1 8 bn relu; maxpool 2 } x0|1|2
                dense x2|3 { conv 1 4|6 relu; conv 3 4 }
                gap; fc 10
                """.replacing("x0|1|2", with: "x1|0|2")),
        SpaceCase(
            name: "inverted residuals",
            text: """
                input 3x32x32
                with conv: nobias bn relu6
                block ir(t, w, s = 1) {
                  residual identity { conv 1 t*c; dwconv 3|5 /s; conv 1 w linear }
                }
                conv 3 8 /2; ir(3|6, 8); ir(6, 12|16, 2) x1|2; gap; dropout 0.2; flatten; fc 10
                """),
        SpaceCase(
            name: "points that cannot be",
            text: "input 3x8x8; conv 3|7|9 4|6 valid; conv 3 8 groups 2|4 valid; maxpool 2|3; fc 10|20"),
        SpaceCase(
            name: "channels decide alternatives",
            text:
                "input 3x16x16; conv 3 8|16 relu; conv 3 c|(c/2)..c:(c/4) relu x1|2; residual pad { conv 3 32|c /2 }; gap; fc 4"
        ),
        SpaceCase(
            name: "a stage with a repeat of choices",
            text: """
                input 3x16x16
                stage one { { conv 3|5 8|12 relu; residual { conv 1|3 c relu } } x2|1; maxpool 2 }
                stage two { branches mul { { conv 1 c } { gap; conv 1 c|4; conv 1 8|12 sigmoid } } }
                """),
        SpaceCase(
            name: "names decided where they are read",
            text: """
                input 3x16x16
                let w = 8|16; let d = 1|2|0; let v = 4|8|12; let unread = 1|2; let inOneGroup = 1|3
                let bound = 2..4:2
                conv 3 8 relu; require v <= 8
                residual { conv 3 c relu x(d) }
                stage inner { let late = w|(2*w); conv 1 late; require late < 32 }
                either { conv inOneGroup v } or { conv 3 4 }
                maxpool bound; gap; fc 10
                """),
        SpaceCase(
            name: "names of blocks and of repeats",
            text: """
                input 3x16x16
                let w = 4|8; let r = 1|2
                block b(n) { let k = 1|3; let m = 1|2; conv k n relu; conv 1 (n*m) }
                b(w); b(4) x(r)
                { let u = 4|6; conv 3 u relu; conv 1 w } x2
                { let w = 2|3; conv 1 w }
                conv 3 w as low; let e = 1|2; maxpool 2; conv 3 4 x(e); upsample 2; concat low; fc 4
                """),
        SpaceCase(
            name: "strides before, between and behind labels",
            text: """
                input 3x32x32
                let s = 1|2; let w = 4|8
                conv 3|5 w /s relu as low; maxpool 2|3 /s pad 1; conv 3 8 dilate 2 x1|2|3
                residual { conv 3 c|(2*c) /2; conv 3 c x(s) }
                conv 5|3 w valid; avgpool 2; dwconv 3 /s x1|2; branches add { { conv 3 4 /2 } { conv 1|3 4 /2 } }
                from low; conv 3|7 6 /2; gap; fc 4
                """),
        SpaceCase(
            name: "names and labels read in a later branch",
            text: """
                input 3x8x8
                let a = 1|2
                conv 3 (8*a) as x; conv 1 4; concat x; conv 3 8
                branches concat { { conv 3 8; conv 3 8|16 } { conv 3 (8*a); concat x } } x1|2
                fc 10
                """),
        SpaceCase(
            name: "a rule leaves one alternative of a later name",
            text: """
                input 3x8x8
                let w = 1|2; let v = 1|2; let u = 1|2|3
                conv 3 (8*w); require v == w; conv 3 (8*v)
                either { require u <= 1; conv 3 4 } or { require u >= 2; conv 3 (4*u) }
                """),
        SpaceCase(
            name: "maps that leave the network from inside a block",
            text: """
                input 3x8x8
                block b(n) { conv 1 n|(2*n) as side; conv 3 2 }
                conv 1 4 as a; b(4); b(2) x2; concat a; conv 1 4
                """),
        SpaceCase(
            name: "labels that a later decision reads again",
            text: """
                input 3x8x8
                conv 3 16|4 as x; conv 3 8; concat x; conv 3 32|8
                either { concat x; conv 3 4 } or { conv 3 4 }
                { conv 3 4 as y; conv 3 8|4; concat y } x1|2; { concat x; concat y } x1|0; conv 1 4
                """),
        SpaceCase(
            name: "views and held maps",
            text: """
                input 3x8x8
                let w = 4|8; let d = 0|1|2
                conv 3 w as kept; dropout 0.1; conv 3 w relu x(d); conv 1|3 c x0|1|3; add kept
                residual { dropout 0.5; conv 3 c x1|2 }
                flatten; dropout 0.5; fc w relu x1|2; fc 4
                """),
    ]

    func space() throws -> DesignSpace {
        try DesignSpace(SourceFile(name: "test", text: text), name: "test")
    }
}

extension DesignSpace {
    /// Every assignment that makes a network, by recursion over the choices met; the network itself first.
    func allPoints() throws -> [(assignment: Assignment, network: Network)] {
        var points: [(Assignment, Network)] = []
        func decide(_ assignment: Assignment, _ known: Int) {
            let choices = choicesMet(assignment)
            guard choices.count > known else {
                if let network = try? network(assignment) { points.append((assignment, network)) }
                return
            }
            let choice = choices[known]
            for value in choice.domain {
                var next = assignment
                next[choice.name] = value
                decide(next, known + 1)
            }
        }
        decide([:], 0)
        return points
    }

    /// The choices with a choice met under an assignment, even where its numbers are wrong.
    private func choicesMet(_ assignment: Assignment) -> [(name: String, domain: [Int])] {
        var machine = Machine(program, file: file, name: name)
        machine.decisions = assignment
        try? machine.run()
        return machine.met.filter { $0.domain.count > 1 }
    }
}

@Suite("spaces as graphs")
struct SpaceGraphTests {
    static let columns: [CostColumn] = [
        .metric(.timeComplexity), .metric(.macs), .metric(.flops), .metric(.parameters), .metric(.activations),
        .metric(.peakMemory), .metric(.traffic), .metric(.depth), .score(.standard),
    ]

    @Test("every point is a path with the network's totals, and nothing else is", arguments: SpaceCase.all)
    func paths(_ test: SpaceCase) throws {
        let space = try test.space()
        let points = try space.allPoints()
        // Receptive fields are part of a state; without them states are fewer.
        let reach = CostColumn.score(try Score(parsing: "receptive-field"))
        for columns in [Self.columns, Self.columns + [reach]] {
            let graph = try SpaceGraph(space, columns: columns)
            let found = try Self.totals(of: graph)
            #expect(graph.graph.pointCount() == BigUInt(points.count))
            #expect(Set(found.keys) == Set(points.map(\.assignment)))
            for (assignment, network) in points {
                #expect(found[assignment]?.prefix(8) == (try Self.totals(of: network))[...], "\(assignment)")
                guard columns.last == reach else { continue }
                let cost = try network.cost()
                // By windows alone, one pixel at the start; up-sampling makes fractions, which are rounded.
                let windows = cost.receptiveFields.last?.windows ?? .one
                let difference = (found[assignment]?.last ?? -1) + 1 - Int64(max(windows.height, windows.width))
                #expect(
                    test.text.contains("upsample") ? abs(difference) <= 2 : difference == 0,
                    "\(difference) \(windows) \(assignment)")
            }
        }
    }

    /// What `columns` are of one network, the score aside.
    static func totals(of network: Network) throws -> [Int64] {
        let cost = try network.cost()
        let total = cost.total
        return [
            total.timeComplexity.count, total.macs.count, total.flops.count, total.params.count,
            total.activations.count, cost.peakMemory.count, total.traffic.count, total.depth,
        ].map { Int64($0) }
    }

    /// The totals of every path, none of which leads to the same point as another.
    static func totals(of graph: SpaceGraph) throws -> [Assignment: [Int64]] {
        var found: [Assignment: [Int64]] = [:]
        _ = try ExactSearch(graph.graph).forEachBatch { batch in
            for index in 0..<batch.count {
                let path = batch.path(index)
                let assignment = graph.assignment(of: path)
                #expect(found[assignment] == nil, "\(assignment) twice")
                found[assignment] = graph.graph.totals(of: path)
            }
            return true
        }
        return found
    }
}
