import ArchSearch
import CostAnalysis
import SourceText
import Testing

@testable import ArchLanguage
@testable import SpaceExploration

/// A view holds all of the memory that it looks into, whichever statement reads it.
@Suite("peak memory behind views") struct HeldViewTests {
    /// Bytes in f32 by hand: the most of inputs, outputs, weights and kept maps, in elements, times 4.
    @Test(arguments: [
        // While the second convolution runs: 64·100 of the sliced map, 64·100 made, 9·64 weights and 64 biases.
        ("conv 1 64; slice 0 1; conv 3 64", 13_440),
        // While the pool runs: 64·100 of the sliced map and 32·100 made.
        ("conv 1 64; slice 0 32; maxpool 3 /1 pad 1", 9600),
        // 6400 of the sliced map, 6400 made, 9·4·64 weights and 64 biases.
        ("conv 1 64; slice 0 4; dropout; conv 3 64", 15_168), ("conv 1 64; { slice 0 4; conv 3 64 }", 15_168),
    ])
    func theWholeSourceIsHeld(_ layers: String, _ elements: Int64) throws {
        let text = "input 8x10x10; \(layers); gap; fc 1|2"
        let found = try Self.peaks(of: try DesignSpace(SourceFile(name: "test", text: text), name: "test"))
        #expect(found.count == 2 && Set(found.values) == [4 * elements])
    }

    @Test("random spaces with views: every point's peak is that of its network", arguments: 1...8)
    func randomSpaces(_ batch: Int) throws {
        var tried = 0
        for seed in UInt64(batch * 1000)..<UInt64(batch * 1000 + 40) {
            var writer = SpaceText(state: seed)
            let text = writer.text()
            // A file whose own point cannot be is refused as a whole.
            guard let space = try? DesignSpace(SourceFile(name: "test", text: text), name: "test"),
                (try? space.network()) != nil
            else { continue }
            for (assignment, found) in try Self.peaks(of: space) {
                let expected = Int64(try space.network(assignment).cost().peakMemory.count)
                #expect(found == expected, "seed \(seed): \(text) at \(assignment)")
            }
            tried += 1
        }
        #expect(tried >= 20)
    }

    /// Each point's peak memory as the search sees it.
    private static func peaks(of space: DesignSpace) throws -> [Assignment: Int64] {
        let graph = try SpaceGraph(space, columns: [.metric(.peakMemory)])
        var found: [Assignment: Int64] = [:]
        _ = try ExactSearch(graph.graph).forEachBatch { batch in
            for index in 0..<batch.count {
                let path = batch.path(index)
                found[graph.assignment(of: path)] = graph.graph.totals(of: path)[0]
            }
            return true
        }
        return found
    }
}

/// Texts of small spaces in which maps are viewed, kept and widened, the same for the same seed (SplitMix64).
private struct SpaceText: RandomNumberGenerator {
    var state: UInt64
    private var labels = 0
    private var choices = 0

    init(state: UInt64) { self.state = state }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func text() -> String {
        var lines = ["input 4x6x6", "conv 1 \(number([8, 16, 32]))"]
        for _ in 0..<Int.random(in: 3...6, using: &self) { lines.append(statement(depth: 0)) }
        return (lines + ["conv 1 \(number([2, 4]))"]).joined(separator: "; ")
    }

    /// One number, or up to four times in a text a choice.
    private mutating func number(_ values: [Int]) -> String {
        let first = values.randomElement(using: &self) ?? 1
        let second = values.randomElement(using: &self) ?? 1
        guard first != second, choices < 4, Bool.random(using: &self) else { return "\(first)" }
        choices += 1
        return "\(first)|\(second)"
    }

    private mutating func statements(depth: Int) -> String {
        (0..<Int.random(in: 1...3, using: &self)).map { _ in statement(depth: depth) }.joined(separator: "; ")
    }

    private mutating func statement(depth: Int) -> String {
        let kind = Int.random(in: 0..<(depth < 2 ? 14 : 8), using: &self)
        switch kind {
        case 0, 1: return "slice 0 \(number([1, 2, 4]))"
        case 2: return "dropout 0.5"
        case 3: return "conv 3 \(number([4, 8, 24])) relu x\(number([1, 2, 3]))"
        case 4: return "conv 1 \(number([4, 16]))"
        case 5: return "maxpool 3 /1 pad 1"
        case 6: return "slice 0 c x\(number([1, 2]))"
        case 7:
            labels += 1
            return "conv 1 \(number([4, 12])) as kept\(labels); slice 0 2"
        case 8: return "{ \(statements(depth: depth + 1)) } x\(number([1, 2]))"
        case 9: return "{ slice 0 (c/2); conv 3 \(number([8, 20])) } x\(number([1, 2, 3]))"
        case 10: return "residual { \(statements(depth: depth + 1)) }"
        case 11: return "branches concat { { \(statements(depth: depth + 1)) } { slice 0 (c/2) } { } }"
        case 12: return "either { \(statements(depth: depth + 1)) } or { slice 0 1 }"
        default:
            labels += 1
            let name = "side\(labels)"
            return "dropout 0.5 as \(name); \(statements(depth: depth + 1)); concat \(name)"
        }
    }
}
