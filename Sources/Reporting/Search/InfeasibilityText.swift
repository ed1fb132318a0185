import ArchSearch
import SpaceExploration

extension InfeasibilityExplanation {
    /// What to tell who asked for the impossible: how far off the nearest point is, and which choice is to blame.
    public var message: String {
        let missed = alone.filter { $0.distance != 0 }
        let gaps = missed.isEmpty ? together.filter { $0.distance != 0 } : missed
        let sentences = gaps.map { sentence($0, others: missed.isEmpty) }
        let opening =
            missed.isEmpty && !alone.isEmpty
            ? "no point keeps all budgets at once, though each can be kept by itself" : "no point keeps the budgets"
        return ([opening] + sentences).joined(separator: "; ")
    }

    private func sentence(_ gap: Gap, others: Bool) -> String {
        let isAbove = gap.distance > 0
        let rule = isAbove ? "allows at most" : "asks for at least"
        let point =
            others
            ? "the nearest point that keeps the others" : isAbove ? "the cheapest point" : "the nearest point"
        let metric = gap.budget.metric
        let (bound, nearest) = (metric.amount(gap.bound), metric.amount(gap.nearest))
        var text = "'\(gap.budget.text)' \(rule) \(bound) of \(metric.spoken); \(point) "
        if metric == .time {
            text += "takes \(nearest), \(metric.amount(gap.distance.magnitude)) too \(isAbove ? "much" : "little")"
        } else {
            text += "has \(nearest), \(gap.distance.magnitude) too \(isAbove ? "many" : "few")"
        }
        text += share(gap)
        let percent = Int((gap.heaviestShare * 100).rounded())
        if gap.heaviest.isEmpty {
            text += "; its largest part, \(percent) %, hangs on no choice"
        } else {
            let decisions = gap.heaviest.map(\.description).joined(separator: ", ")
            text += "; the choice to blame is \(decisions): the layers from there to the next choice take \(percent) %"
        }
        return text
    }

    /// How far off that is, in percent, or as a multiple where percents would not be read; nothing beside a bound of zero.
    private func share(_ gap: Gap) -> String {
        guard gap.bound > 0 else { return "" }
        let ratio = Double(gap.nearest) / Double(gap.bound)
        if ratio >= 3 { return " (\(Digits.three(ratio)) times as \(gap.budget.metric == .time ? "much" : "many"))" }
        let tenths = Int((Double(gap.distance.magnitude) / Double(gap.bound) * 1000).rounded())
        return tenths == 0 ? " (below 0.1 %)" : " (\(tenths / 10).\(tenths % 10) %)"
    }
}

extension Metric {
    /// The unit of totals, without prefixes.
    var countedUnit: String {
        switch self {
        case .timeComplexity, .macs: "MACs"
        case .flops: "FLOPs"
        case .parameters: "params"
        case .activations: "activations"
        case .peakMemory, .traffic: "bytes"
        case .depth: "convolutions"
        case .receptiveField: "pixels"
        case .time: "ns"
        }
    }

    /// A total of it with its unit, every digit of it; a time as people read times.
    fileprivate func amount(_ number: some BinaryInteger) -> String {
        self == .time
            ? FormattedNumber.duration(seconds: Double(number) / 1e9).text : "\(number) \(countedUnit)"
    }

    /// The metric as a sentence names it.
    var spoken: String {
        switch self {
        case .timeComplexity: "time complexity"
        case .macs, .flops: "work"
        case .parameters: "learned numbers"
        case .activations: "layer outputs"
        case .peakMemory: "peak memory"
        case .traffic: "traffic"
        case .depth: "depth"
        case .receptiveField: "receptive field"
        case .time: "time"
        }
    }
}
