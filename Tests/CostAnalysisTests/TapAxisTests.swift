import NetworkIR
import Testing

@testable import CostAnalysis

@Test func validTapsAgreeWithCountingThem() throws {
    var random = SeededGenerator(seed: 20_261_123)
    for _ in 0..<2_000 {
        let axis = TapAxis(
            positions: .random(in: 1...12, using: &random), stride: .random(in: 1...6, using: &random),
            taps: .random(in: 1...8, using: &random), dilation: .random(in: 1...5, using: &random),
            leadingPadding: .random(in: 0...9, using: &random), bound: .random(in: 1...20, using: &random))
        var counted = 0
        for position in 0..<axis.positions {
            for tap in 0..<axis.taps {
                let place = position * axis.stride + tap * axis.dilation - axis.leadingPadding
                if place >= 0, place < axis.bound { counted += 1 }
            }
        }
        #expect(try axis.validPairs() == counted, "\(axis), seed 20261123")
    }
}

@Test func validTapsOfHugeMapsTakeNoTime() throws {
    let width = 1 << 40
    let same = TapAxis(positions: width, stride: 1, taps: 3, dilation: 1, leadingPadding: 1, bound: width)
    #expect(try same.validPairs() == 3 * width - 2)
    // A kernel as wide as the map meets a triangle of taps: every pair i + k < width.
    let half = 1 << 31
    let triangle = TapAxis(positions: half, stride: 1, taps: half, dilation: 1, leadingPadding: 0, bound: half)
    #expect(try triangle.validPairs() == half / 2 * (half + 1))
    let whole = TapAxis(positions: .max, stride: 1, taps: .max, dilation: 1, leadingPadding: 0, bound: .max)
    #expect(throws: CountOverflow.self) { try whole.validPairs() }
    let single = TapAxis(positions: 1, stride: .max, taps: .max, dilation: .max, leadingPadding: .max, bound: 1)
    #expect(try single.validPairs() == 1)
}
