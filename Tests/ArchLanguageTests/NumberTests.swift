import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage

struct NumberTests {
    /// The value of a number, seen as the filters of a layer.
    private func value(_ number: String, channels: Int = 12) throws -> Int {
        try network("input \(channels)x8x8\nlet a = 5\nlet b = 7\nlet result = \(number)\nconv 1 result").layers[0]
            .output
            .channels
    }

    @Test(arguments: [
        ("1+2*3", 7), ("(1+2)*3", 9), ("10-3-2", 5), ("10-(3-2)", 9), ("(12/3/2)", 2), ("(12/(6/2))", 4),
        ("2*(9/3)", 6),
        ("a*b", 35), ("a+b*2", 19), ("c", 12), ("(c/4)", 3), ("2*c-a", 19), ("min(a, b)", 5), ("max(a, b)", 7),
        ("max(1, min(9, c))", 9), ("(a+b)*(a-2)", 36), ("(7*b/7)", 7),
    ])
    func arithmetic(number: String, expected: Int) throws {
        #expect(try value(number) == expected, "\(number)")
    }

    /// MobileNet's rounding, by its published rule: the nearest multiple of 8 (halves up), not below 90 % of the value.
    /// 24, 40, 48, 96 and 1.4-fold numbers are MobileNetV2's and V3's own widths.
    @Test(arguments: [
        ("round8((32*3/4))", 24), ("round8(16*3/4)", 16), ("round8(24*3/4)", 24), ("round8(64*3/4)", 48),
        ("round8(32*1/2)", 16), ("round8(32*7/5)", 48), ("round8(16*7/5)", 24), ("round8(24*7/5)", 32),
        ("round8(64*7/5)", 88), ("round8(96*7/5)", 136), ("round8(160*7/5)", 224), ("round8(320*7/5)", 448),
        // V3's squeezes: a quarter of 16, 72, 120, 240, 480, 672, 960.
        ("round8(16/4)", 8), ("round8(72/4)", 24), ("round8(120/4)", 32), ("round8(240/4)", 64), ("round8(480/4)", 120),
        ("round8(672/4)", 168), ("round8(960/4)", 240), ("round8(88/4)", 24), ("round8(96/4)", 24),
        ("round8(144/4)", 40), ("round8(288/4)", 72), ("round8(576/4)", 144),
        // Edges: at least 8; 12 is half-way and goes up; 11.1 would fall to 8, below 90 %, so it is 16.
        ("round8(1)", 8), ("round8(12)", 16), ("round8(8)", 8), ("round8(111/10)", 16), ("round8(20)", 24),
        ("round8(c/5+a/2)", 8),
    ])
    func roundingToEight(number: String, expected: Int) throws {
        #expect(try value(number) == expected, "\(number)")
    }

    @Test func largeIntegersAreExact() throws {
        #expect(try network("input 9007199254740992x1x1\nrelu").input.channels == 9_007_199_254_740_992)
        #expect(try network("input 1x1x1\nconv 1 2147483648*2147483648").layers[0].output.channels == 1 << 62)
    }
}
