import CostAnalysis
import LatencyModel
import NetworkIR
import Reporting

/// What the page of one network is made of.
public struct NetworkPage: Sendable {
    var estimate: NetworkEstimate
    var warnings: [DesignWarning]
    var memory: [MemoryMoment]
    /// The text that the lines of layers refer to, and its name.
    var text: String
    /// The roofline of a machine; nil where none is known.
    var ceilings: Ceilings?
    /// What is to be said of the times, or of why there are none.
    var timeNotes: [String]

    /// The most layers that bars and points are drawn for.
    static let layerLimit = 2_000

    public init(
        _ estimate: NetworkEstimate, warnings: [DesignWarning], memory: [MemoryMoment], text: String,
        ceilings: Ceilings?, timeNotes: [String]
    ) {
        self.estimate = estimate
        self.warnings = warnings
        self.memory = memory
        self.text = text
        self.ceilings = ceilings
        self.timeNotes = timeNotes
    }

    var network: Network { estimate.network }
    var cost: NetworkCost { estimate.cost }
    var hasTimes: Bool { estimate.times.map { $0.layers.total.nanoseconds > 0 } ?? false }

    /// The layers that are drawn: all, or where they are too many those with the most work, in the network's order.
    var shown: [Int] {
        let all = Array(network.layers.indices)
        guard all.count > NetworkPage.layerLimit else { return all }
        let byWork = all.sorted { (cost.layers[$0].flops, $1) > (cost.layers[$1].flops, $0) }
        return byWork.prefix(NetworkPage.layerLimit).sorted()
    }

    /// Says that layers are left out, where they are.
    func limitNote(_ shown: [Int]) -> [String] {
        guard shown.count < network.layers.count else { return [] }
        let flops = shown.reduce(0.0) { $0 + Double(cost.layers[$1].flops.count) }
        let share = cost.total.flops.count > 0 ? flops / Double(cost.total.flops.count) * 100 : 0
        return [
            "Of \(network.layers.count) layers, the \(shown.count) with the most operations are shown, which make "
                + "\(Int(share)) % of all; the totals count every layer."
        ]
    }

    public var page: Page {
        let shown = self.shown
        let sections: [PageSection?] = [
            layersSection(shown), stagesSection, rooflineSection(shown), memorySection(shown), graphSection(shown),
            warningsSection, textSection,
        ]
        return Page(
            title: network.name,
            subtitle: "Input \(network.input), batch \(cost.conditions.batch), \(cost.conditions.precision.rawValue)",
            facts: facts, sections: sections.compactMap { $0 },
            data: [
                layerData(shown), stageData, spanData(shown), rooflineData(shown), roofData(shown), edgeData(shown),
            ])
    }

    private var facts: [PageFact] {
        func count(_ value: Int, _ unit: String) -> String { FormattedNumber.count(value, unit: unit, .short).text }
        var facts = [
            PageFact(name: "Multiply-accumulates", value: count(cost.total.macs.count, "MACs")),
            PageFact(name: "Operations", value: count(cost.total.flops.count, "FLOPs")),
            PageFact(name: "Parameters", value: count(cost.total.params.count, "")),
            PageFact(name: "Peak memory", value: FormattedNumber.bytes(cost.peakMemory.count, .short).text),
            PageFact(name: "Depth", value: "\(cost.total.depth) convolutions"),
            PageFact(name: "Layers", value: "\(network.layers.count)"),
        ]
        if hasTimes, let times = estimate.times?.layers {
            let total = times.total
            let range = [total.low, total.high].map { FormattedNumber.duration(seconds: $0 / 1e9).text }
            facts.append(
                PageFact(
                    name: "Time (\(total.source.rawValue))",
                    value: "\(FormattedNumber.duration(seconds: total.nanoseconds / 1e9).text) "
                        + "(\(range[0]) to \(range[1]))"))
        }
        return facts
    }
}
