import BigInt
import SourceText

extension Budget {
    /// Reads a budget such as `1.0x`, `2.5GMACs`, `64MiB` or `1.0x±2%`.
    ///
    ///     budget = number unit [ ( "±" | "+-" ) number "%" ]
    ///     unit   = "x" | [ "k" | "M" | "G" | "T" ] ( "MACs" | "FLOPs" | "params" | "activations" | "B" )
    ///            | ( "Ki" | "Mi" | "Gi" | "Ti" ) "B" | [ "n" | "u" | "µ" | "m" ] "s"
    ///
    /// - Throws: the rule that the text breaks, with the nearest unit where one is near.
    public init(parsing text: String) throws(BudgetError) {
        let trimmed = text.split(separator: " ").joined()
        var rest = Substring(trimmed)
        if rest.hasPrefix("≤") { rest = rest.dropFirst() } else if rest.hasPrefix("<=") { rest = rest.dropFirst(2) }
        guard let number = Decimal(prefixOf: rest, rest: &rest) else { throw .numberExpected(text) }
        var unit = rest
        var tolerance: Decimal?
        if let sign = rest.firstRange(of: "±") ?? rest.firstRange(of: "+-") {
            unit = rest[..<sign.lowerBound]
            var after = rest[sign.upperBound...]
            guard let percent = Decimal(prefixOf: after, rest: &after), after == "%" else {
                throw .toleranceExpected(text, String(rest[sign.lowerBound...]))
            }
            tolerance = percent
        }
        guard !unit.isEmpty else { throw .unitExpected(text) }
        guard let known = BudgetUnit.all.first(where: { $0.name == unit }) else {
            throw .unknownUnit(text, String(unit), near: BudgetUnit.nearest(to: String(unit)))
        }
        self.init(
            metric: known.metric, amount: number.scaled(byPowerOfTen: known.powerOfTen, times: known.factor),
            isRelative: known.metric == .timeComplexity, tolerance: tolerance, text: text)
    }
}

/// A unit with its prefix: what one of it is in the metric's own unit.
struct BudgetUnit: Sendable {
    var name: String
    var metric: Metric
    var powerOfTen = 0
    var factor = BigUInt(1)

    static let all: [BudgetUnit] = {
        var units = [
            BudgetUnit(name: "x", metric: .timeComplexity), BudgetUnit(name: "×", metric: .timeComplexity),
        ]
        let prefixes = [("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12)]
        for metric in [Metric.macs, .flops, .parameters, .activations, .peakMemory] {
            for (prefix, power) in prefixes {
                units.append(BudgetUnit(name: prefix + (metric.unit ?? ""), metric: metric, powerOfTen: power))
            }
        }
        for (index, prefix) in ["Ki", "Mi", "Gi", "Ti"].enumerated() {
            units.append(
                BudgetUnit(name: prefix + "B", metric: .peakMemory, factor: BigUInt(1) << (10 * (index + 1))))
        }
        for (prefix, power) in [("", 9), ("m", 6), ("u", 3), ("µ", 3), ("n", 0)] {
            units.append(BudgetUnit(name: prefix + "s", metric: .time, powerOfTen: power))
        }
        return units
    }()

    /// The unit that a wrong one most likely meant: the same letters in another case first.
    static func nearest(to word: String) -> String? {
        let lowered = word.lowercased()
        let names = all.map(\.name)
        if let same = names.first(where: { $0.lowercased() == lowered }) { return same }
        if let singular = names.first(where: { $0.lowercased() == lowered + "s" }) { return singular }
        if let near = nearestWord(to: word, in: names) { return near }
        let lowerNames = names.map { $0.lowercased() }
        guard let near = nearestWord(to: lowered, in: lowerNames), let index = lowerNames.firstIndex(of: near) else {
            return nil
        }
        return names[index]
    }
}
