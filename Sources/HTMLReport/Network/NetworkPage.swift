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
    /// True where some layer's time is known.
    let hasTimes: Bool
    /// What bars, points and nodes stand for, with what each costs.
    let runs: LayerRuns
    let costs: [LayerCost]
    let groups: LayerGroups
    let graph: GraphLayout

    /// The most bars and points of a chart.
    static let runLimit = 2_000

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
        hasTimes = estimate.times.map { $0.layers.total.nanoseconds > 0 } ?? false
        let network = estimate.network
        let runs = LayerRuns(of: network, limit: NetworkPage.runLimit)
        let layers = estimate.cost.layers
        costs = runs.all.map { run in
            // A part of a sum that fits 64 bits fits, as no summand is negative.
            run.reduce(LayerCost.zero) { sum, index in (try? sum.adding(layers[index])) ?? sum }
        }
        groups = LayerGroups(of: network)
        graph = runs.graph(of: network)
        self.runs = runs
    }

    var network: Network { estimate.network }
    var cost: NetworkCost { estimate.cost }

    /// Says that bars and points stand for several layers, where they do.
    var runNote: [String] {
        guard !runs.areSingle else { return [] }
        let count = FormattedNumber.count(network.layers.count, unit: "", .exact).text
        return [
            "Of \(count) layers up to \(runs.longest) that follow each other share a bar, a point and a node, which is \(FormattedNumber.counted(runs.all.count, "run")): "
                + "sums, and of memory the most, so that the peak stays."
        ]
    }

    public var page: Page {
        let sections: [PageSection?] = [
            layersSection, stagesSection, rooflineSection, memorySection, graphSection, warningsSection, textSection,
        ]
        return Page(
            title: network.name,
            subtitle: "Input \(network.input), batch \(cost.conditions.batch), \(cost.conditions.precision.rawValue)",
            facts: facts, sections: sections.compactMap { $0 },
            data: [layerData, stageData, spanData, rooflineData, roofData, edgeData])
    }

    private var facts: [PageFact] {
        func count(_ value: Int, _ unit: String) -> String { FormattedNumber.count(value, unit: unit, .short).text }
        var facts = [
            PageFact(name: "Multiply-accumulates", value: count(cost.total.macs.count, "MACs")),
            PageFact(name: "Operations", value: count(cost.total.flops.count, "FLOPs")),
            PageFact(name: "Parameters", value: count(cost.total.params.count, "")),
            PageFact(name: "Peak memory", value: FormattedNumber.bytes(cost.peakMemory.count, .short).text),
            PageFact(name: "Depth", value: FormattedNumber.counted(cost.total.depth, "convolution")),
            PageFact(name: "Layers", value: FormattedNumber.count(network.layers.count, unit: "", .exact).text),
        ]
        if hasTimes, let times = estimate.times?.layers {
            let total = times.total
            let range = [total.low, total.high].map { FormattedNumber.duration(seconds: $0 / 1e9).text }
            facts.append(
                PageFact(
                    name: "Time (\(total.source.rawValue))",
                    value: FormattedNumber.duration(seconds: total.nanoseconds / 1e9).text))
            facts.append(PageFact(name: "95 % interval", value: "\(range[0]) to \(range[1])"))
        }
        // A number and its unit stay on one line.
        return facts.map { PageFact(name: $0.name, value: $0.value.replacing(#/([0-9]) /#) { "\($0.1)\u{A0}" }) }
    }
}
