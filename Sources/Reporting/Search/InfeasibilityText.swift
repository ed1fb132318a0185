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
        let unit = gap.budget.metric.countedUnit
        let share = Int((Double(gap.distance.magnitude) / Double(max(1, gap.bound.magnitude)) * 1000).rounded())
        let side = gap.distance > 0 ? "above" : "below"
        var text =
            "the nearest to '\(gap.budget.text)'\(others ? " that keeps the others" : "") has \(gap.nearest) \(unit), "
            + "\(gap.distance.magnitude) (\(share / 10).\(share % 10) %) \(side) \(gap.bound)"
        if !gap.heaviest.isEmpty {
            let decisions = gap.heaviest.map(\.description).joined(separator: ", ")
            text += "; \(Int((gap.heaviestShare * 100).rounded())) % of it lies behind \(decisions)"
        }
        return text
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
}
