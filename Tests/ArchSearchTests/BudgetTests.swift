import Testing

@testable import ArchSearch

@Suite("budgets")
struct BudgetTests {
    @Test(
        "a budget's range",
        arguments: [
            ("1.0x", 1000, nil, 1000), ("1.0x", 999_999_999_999, nil, 999_999_999_999), ("0.5x", 1001, nil, 500),
            ("1.0x±2%", 1000, 980, 1020), ("1.0x+-2%", 1000, 980, 1020), ("1x±4%", 1001, 961, 1041),
            ("1.0×±0.5%", 1000, 995, 1005), ("2.5GMACs", 0, nil, 2_500_000_000), ("900MFLOPs", 0, nil, 900_000_000),
            ("5Mparams", 0, nil, 5_000_000), ("12Mactivations", 0, nil, 12_000_000), ("64MiB", 0, nil, 67_108_864),
            ("1.5KiB", 0, nil, 1536), ("64MB", 0, nil, 64_000_000), ("15ms", 0, nil, 15_000_000),
            ("0.0000015s", 0, nil, 1500), ("3µs", 0, nil, 3000), ("≤ 2 GMACs", 0, nil, 2_000_000_000),
            ("1.0x±150%", 1000, 0, 2500), ("0.3333333333333333333x", 3, nil, 0),
        ] as [(String, Int64, Int64?, Int64)])
    func range(_ text: String, _ reference: Int64, _ low: Int64?, _ high: Int64) throws {
        let range = try Budget(parsing: text).range(reference: reference)
        #expect(range.low == low && range.high == high, "\(text): \(range)")
    }

    @Test(
        "a budget's metric",
        arguments: [
            ("1x", .timeComplexity), ("1MACs", .macs), ("1kFLOPs", .flops), ("1params", .parameters),
            ("1Gactivations", .activations), ("1B", .peakMemory), ("1ns", .time),
        ] as [(String, Metric)])
    func metric(_ text: String, _ metric: Metric) throws {
        #expect(try Budget(parsing: text).metric == metric)
    }

    @Test(
        "what is wrong with a budget",
        arguments: [
            ("", .numberExpected("")), ("x", .numberExpected("x")), ("-1x", .numberExpected("-1x")),
            ("1.x", .numberExpected("1.x")), ("5", .unitExpected("5")), ("5±2%", .unitExpected("5±2%")),
            ("2.5GMAC", .unknownUnit("2.5GMAC", "GMAC", near: "GMACs")),
            ("2.5gmacs", .unknownUnit("2.5gmacs", "gmacs", near: "GMACs")),
            ("5Mparms", .unknownUnit("5Mparms", "Mparms", near: "Mparams")),
            ("1 furlong", .unknownUnit("1 furlong", "furlong", near: nil)),
            ("1x±2", .toleranceExpected("1x±2", "±2")), ("1x±%", .toleranceExpected("1x±%", "±%")),
        ] as [(String, BudgetError)])
    func problem(_ text: String, _ expected: BudgetError) {
        #expect(throws: expected) { try Budget(parsing: text) }
    }

    @Test("a bound beyond exact arithmetic is refused, not wrapped")
    func tooLarge() throws {
        let budget = try Budget(parsing: "9999999TMACs")
        #expect(throws: BudgetError.tooLarge("9999999TMACs")) { try budget.range(reference: 0) }
    }
}
