import Testing

@testable import ArchSearch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite("scores")
struct ScoreTests {
    /// A 3x3 convolution from 16 to 32 channels on a 10x10 map, behind a stride of 2.
    static let layer = LayerFacts(
        depth: 1, activations: 3200, parameters: 4640, macs: 460_800, reach: 4, fanIn: 144)

    @Test(
        "a layer's score",
        arguments: [
            ("depth", 1), ("activations", 3200), ("params", 4640), ("macs", 460_800), ("receptive-field", 4),
            ("sqrt-activations", 56.568542), ("entropy", 4.969813), ("activations + 0.3*depth", 3200.3),
            ("2*activations - depth", 6399), ("-depth", -1), ("depth*0.000001 + depth", 1.000001),
            ("sqrt-activations-0.5*depth", .nan),
        ] as [(String, Double)])
    func value(_ text: String, _ points: Double) throws {
        guard !points.isNaN else {
            #expect(throws: ScoreError.self) { try Score(parsing: text) }
            return
        }
        let score = try Score(parsing: text)
        #expect(abs(score.points(try score.value(of: Self.layer)) - points) < 0.000_000_6, "\(text)")
    }

    @Test(
        "what is wrong with a score",
        arguments: [
            ("", .termExpected("", found: "")), ("depth +", .termExpected("depth +", found: "")),
            ("depht", .unknownTerm("depht", near: "depth")), ("3", .termExpected("3", found: "3")),
            ("0.1234567*depth", .badWeight("0.1234567")), ("1.2.3*depth", .badWeight("1.2.3")),
            ("depth activations", .termExpected("depth activations", found: "activations")),
        ] as [(String, ScoreError)])
    func problem(_ text: String, _ expected: ScoreError) {
        #expect(throws: expected) { try Score(parsing: text) }
    }

    @Test("a score that leaves 64 bits is refused, not wrapped")
    func overflow() throws {
        let score = try Score(parsing: "900000000*macs + entropy")
        #expect(throws: ScoreError.overflow(score.text)) {
            try score.value(of: LayerFacts(macs: 1 << 52))
        }
    }

    @Test("a score's unit is as small as its weights need, or its sums allow")
    func units() throws {
        for (text, units) in [
            ("depth", 1), ("activations + 0.3*depth", 10), ("0.25*depth + 0.5*macs", 100),
            ("0.000001*depth", 1_000_000),
            ("entropy", 1_000_000_000), ("entropy + 0.3*depth", 1_000_000_000), ("entropy + macs", 1_000_000),
        ] as [(String, Int64)] {
            #expect(try Score(parsing: text).unitsPerPoint == units, "\(text)")
        }
    }

    @Test("equal products have equal entropies, whatever their factors")
    func logarithmTies() throws {
        var generator = SeededGenerator(seed: 11)
        let score = try Score(parsing: "entropy + 0.3*depth")
        func sum(_ numbers: [Int64]) throws -> Int64 {
            try numbers.reduce(0) { $0 + (try score.value(of: LayerFacts(fanIn: $1))) }
        }
        for _ in 0..<2000 {
            let numbers = (0..<6).map { _ in Int64.random(in: 1...4000, using: &generator) }
            let pairs = [numbers[0] * numbers[1], numbers[2] * numbers[3] * numbers[4], numbers[5]]
            #expect(try sum(numbers) == sum(pairs), "\(numbers), seed 11")
            let error = (score.difference(try sum(numbers)) - numbers.reduce(0) { $0 + log(Double($1)) }).magnitude
            #expect(error <= 60 * (score.errorPerPoint ?? 0), "\(numbers), seed 11")
        }
        // A prime beyond the divisors tried, and a product of two such: 2^31 - 1 and its square.
        #expect(try sum([3 * 2_147_483_647]) == sum([3]) + sum([2_147_483_647]))
        #expect(try score.difference(sum([2_147_483_647 * 2_147_483_647])) > 42.97)
    }

    @Test("equal sums of roots are equal, whatever their terms")
    func rootTies() throws {
        let score = Score.standard
        func sum(_ numbers: [Int64]) throws -> Int64 {
            try numbers.reduce(0) { $0 + (try score.value(of: LayerFacts(activations: $1))) }
        }
        for free in [1, 2, 3, 6, 35, 1001] as [Int64] {
            for (a, b) in [(3, 5), (16, 112), (7, 999)] as [(Int64, Int64)] {
                #expect(try sum([a * a * free, b * b * free]) == sum([(a + b) * (a + b) * free]))
            }
        }
        for number in 0...5000 as ClosedRange<Int64> {
            let error = (score.difference(try sum([number])) - Double(number).squareRoot()).magnitude
            #expect(error <= Double(number).squareRoot() * (score.errorPerPoint ?? 0) + 1e-12, "\(number)")
        }
    }
}
