import Reporting
import Testing

@Suite struct FormattedNumberTests {
    @Test(arguments: [
        (0, "0 MACs"), (1, "1 MACs"), (-7, "-7 MACs"), (999, "999 MACs"), (1000, "1.00 kMACs"),
        (1004, "1.00 kMACs"), (1005, "1.01 kMACs"), (9994, "9.99 kMACs"), (9995, "10.0 kMACs"),
        (99_949, "99.9 kMACs"), (99_950, "100 kMACs"), (999_499, "999 kMACs"), (999_500, "1.00 MMACs"),
        (-999_500, "-1.00 MMACs"), (4_089_184_256, "4.09 GMACs"), (15_470_264_320, "15.5 GMACs"),
        (1_000_000_000_000, "1.00 TMACs"), (Int.max, "9.22 EMACs"), (Int.min, "-9.22 EMACs"),
    ])
    func countsHaveThreeDigitsAndADecimalPrefix(count: Int, expected: String) {
        #expect(FormattedNumber.count(count, unit: "MACs").text == expected)
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (102_228_128, "97.5 MiB"), (1_048_063, "1023 KiB"),
        (1_048_064, "1.00 MiB"), (1 << 30, "1.00 GiB"), (Int.max, "8.00 EiB"),
    ])
    func bytesHaveBinaryPrefixes(count: Int, expected: String) {
        #expect(FormattedNumber.bytes(count).text == expected)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (4_089_184_256, "4,089,184,256"),
        (100_000, "100,000"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func exactCountsShowEveryDigit(count: Int, digits: String) {
        #expect(FormattedNumber.count(count, unit: "MACs", .exact).text == digits + " MACs")
        #expect(FormattedNumber.bytes(count, .exact).text == digits + " B")
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1.00"), (0.961, "0.961"), (12.345, "12.3"), (9.9951, "10.0"), (99.951, "100"),
        (999.4, "999"), (12_345.6, "12,346"), (0.0123, "0.0123"), (0.001, "0.00100"), (0.000_12, "1.20e-4"),
        (-0.5, "-0.500"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "4.94e-324"), (.infinity, "inf"), (.nan, "nan"),
    ])
    func ratiosHaveThreeDigits(value: Double, expected: String) {
        #expect(Digits.three(value) == expected)
    }

    /// Never below the number itself.
    @Test(arguments: [
        (46.391_918_944, "46.4"), (46.42, "46.5"), (9.994, "10.0"), (0.001_234, "0.00124"), (64, "64"),
        (1234.2, "1,235"),
        (0, "0"), (999.9, "1,000"),
    ])
    func boundsHaveThreeDigits(value: Double, expected: String) {
        #expect(Digits.bound(value) == expected)
    }

    @Test(arguments: [
        (16.645_994_832_041_342, "16.6460"), (0.125, "0.125000"), (999_999.6, "1,000,000"), (99_999.96, "100,000"),
        (12_345_678, "12,345,678"), (0.000_123_456_78, "1.23457e-4"), (0.001, "0.00100000"), (0, "0"),
    ])
    func exactQuotientsHaveSixDigits(value: Double, expected: String) {
        #expect(Digits.six(value) == expected)
    }

    @Test(arguments: [
        (54.3, "54.3 FLOP/byte"), (0.25, "0.250 FLOP/byte"), (1536.0, "1.54 kFLOP/byte"), (999.6, "1.00 kFLOP/byte"),
        (0, "0 FLOP/byte"), (.infinity, "inf FLOP/byte"), (1e30, "1,000,000,000,000 EFLOP/byte"),
    ])
    func ratesHaveDecimalPrefixes(value: Double, expected: String) {
        #expect(FormattedNumber.rate(value, unit: "FLOP/byte").text == expected)
    }

    @Test(arguments: [
        (0.0, "0 s"), (5e-9, "5.00 ns"), (999.4e-9, "999 ns"), (999.6e-9, "1.00 µs"), (0.0123, "12.3 ms"),
        (0.9996, "1.00 s"), (59.9, "59.9 s"), (59.96, "1 min 00 s"), (65, "1 min 05 s"), (3599.6, "1 h 00 min"),
        (7500, "2 h 05 min"), (-65, "-1 min 05 s"), (.infinity, "inf s"), (.nan, "nan s"), (1e300, "1e+300 s"),
    ])
    func durationsChooseTheirUnit(seconds: Double, expected: String) {
        #expect(FormattedNumber.duration(seconds: seconds).text == expected)
    }

    @Test func roundingNeverMovesANumberByMoreThanHalfItsLastDigit() throws {
        var generator = SplitMix(state: 20_260_730)
        for _ in 0..<20_000 {
            let count = Int(generator.next() >> (generator.next() % 63 + 1))
            let text = FormattedNumber.count(count, unit: "").text
            let parts = text.split(separator: " ")
            let factors: [Substring: Double] = ["k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18]
            let factor = parts.count > 1 ? try #require(factors[parts[1]]) : 1
            let read = try #require(Double(parts[0])) * factor
            #expect((read - Double(count)).magnitude <= 0.005_001 * Double(count), "seed 20260730: \(count) as \(text)")
        }
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
