import CostAnalysis
import NetworkIR
import Reporting

/// The sections of a network's page, each with the table behind its chart.
extension NetworkPage {
    private static let group = "layer"

    var layersSection: PageSection {
        var choices = [
            PageControl.Choice(value: "macs", label: "MACs"), PageControl.Choice(value: "params", label: "parameters"),
            PageControl.Choice(value: "memory", label: "memory"),
        ]
        if hasTimes { choices.append(PageControl.Choice(value: "time", label: "time")) }
        return PageSection(
            id: "layers", heading: "Layers",
            paragraphs: [
                "A bar a layer, in the order in which they run; colours are \(groups.noun)s. Memory is all that is held while the layer runs."
            ] + runNote + timeNotes,
            control: PageControl(
                legend: "Bars show", signal: "metric", charts: ["layers", "stages"], choices: choices),
            chart: PageChart(
                specification: NetworkCharts.layers(memoryUnit),
                summary:
                    "bars of \(choices.map(\.label).joined(separator: ", ")) for \(FormattedNumber.counted(runs.all.count, "row")); the table below has the numbers",
                pickedFrom: "layers", pickGroup: Self.group, legend: groups.legend),
            tables: [
                runs.areSingle
                    ? PageTable(summary: "Every layer as a table", report: estimate.report(by: .layer))
                    : PageTable(summary: "Every run of layers as a table", report: runReport)
            ])
    }

    /// What the bars of runs show.
    private var runReport: Report {
        var report = Report(
            columns: [
                Column("layers", heading: "layers"), Column("macs", heading: "MACs", .count(unit: "MACs")),
                Column("params", heading: "params", .count(unit: "")),
                Column("memory", heading: "held at most", .bytes),
            ] + (hasTimes ? [Column("time", heading: "time", .duration(.milliseconds))] : []))
        for (row, run) in runs.all.enumerated() {
            let times = hasTimes ? [CellValue.optional(milliseconds(run))] : []
            report.append(
                [
                    .text(name(of: run)), .integer(costs[row].macs.count), .integer(costs[row].params.count),
                    .integer(mostHeld(in: run).held),
                ] + times)
        }
        report.notes.append("'archcost estimate --format csv' has every layer.")
        return report
    }

    var stagesSection: PageSection {
        let noun = groups.noun
        return PageSection(
            id: "stages", heading: noun.prefix(1).uppercased() + noun.dropFirst() + "s",
            paragraphs: [
                "Sums over the layers of each \(noun), of what is switched on above; of memory the most that is held."
            ],
            chart: PageChart(
                specification: NetworkCharts.stages(memoryUnit),
                summary: "a bar a \(noun); the table below has the numbers", pickedFrom: "stages",
                pickGroup: "stage"),
            tables: [
                PageTable(
                    summary: "Every \(noun) as a table",
                    report: estimate.report(by: groups.grouping == .stage ? .stage : .kind))
            ])
    }

    /// The unit in which the largest memory is at least one.
    private var memoryUnit: MemoryUnit { MemoryUnit(for: memory.map(\.held).max() ?? 0) }

    var rooflineSection: PageSection {
        let points = rooflinePoints
        guard !points.isEmpty else {
            return PageSection(
                id: "roofline", heading: "Roofline",
                paragraphs: [
                    "No machine's peaks and no times are known here: 'archcost machine' measures the peaks, 'archcost bench' the times, and '--db' names the database that holds them."
                ])
        }
        var meaning =
            hasTimes
            ? "Each layer's own operations over its time, by its intensity: operations a byte that it must move at least."
            : "No times are known, so that points stand on the roof: the most that the machine allows at each layer's intensity."
        if let ceilings {
            meaning +=
                " The roof is what \(ceilings.machine) reaches: \(FormattedNumber.rate(ceilings.peak * 1e9, unit: "FLOP/s").text) "
                + "and \(FormattedNumber.rate(ceilings.bandwidth * 1e9, unit: "B/s").text) from memory, as measured; left of "
                + "\(FormattedNumber.rate(ceilings.ridge, unit: "FLOP/byte").text) memory bounds."
        } else {
            meaning += " The machine's peaks are not known, so that there is no roof."
        }
        var table = Report(columns: [
            Column("layer", heading: "layer"), Column("intensity", heading: "FLOP/byte", .ratio),
            Column("gflops", heading: hasTimes ? "GFLOP/s" : "GFLOP/s at most", .ratio),
            Column("bound", heading: "bound by"),
        ])
        for point in points {
            table.append([
                .text(name(of: runs.all[point.row])), .number(point.intensity), .number(point.rate),
                .optional(ceilings.map { point.intensity < $0.ridge ? "memory" : "arithmetic" }),
            ])
        }
        let roof = self.roof
        return PageSection(
            id: "roofline", heading: "Roofline", paragraphs: [meaning],
            chart: PageChart(
                specification: NetworkCharts.roofline(
                    range(points.map(\.intensity) + roof.map(\.intensity)),
                    range(points.map(\.rate) + roof.map(\.gigaflops))),
                summary: "\(points.count) points by intensity and rate; the table below has the numbers",
                pickedFrom: "points", pickGroup: Self.group, legend: groups.legend),
            tables: [PageTable(summary: "Every point as a table", report: table)])
    }

    var memorySection: PageSection {
        var table = Report(columns: [
            Column("layer", heading: "layer"), Column("maps", heading: "maps", .bytes),
            Column("weights", heading: "weights", .bytes), Column("held", heading: "held", .bytes),
        ])
        for run in runs.all {
            let moment = mostHeld(in: run)
            table.append([
                .text(name(of: run)), .integer(moment.maps.count), .integer(moment.weights.count),
                .integer(moment.held),
            ])
        }
        let peak = FormattedNumber.bytes(cost.peakMemory.count).text
        let at = cost.peakLayer.map { ", while \(network.layers[$0].name) runs" } ?? ""
        let thinned =
            runs.areSingle
            ? "" : " A bar stands for up to \(runs.longest) layers, at the moment at which they hold most."
        return PageSection(
            id: "memory", heading: "Memory along the graph",
            paragraphs: [
                "What is held while each layer runs: its inputs and output, every map that is still to be read, and its weights. The peak is \(peak)\(at).\(thinned)"
            ],
            chart: PageChart(
                specification: NetworkCharts.memory(memoryUnit),
                summary: "memory held along \(FormattedNumber.counted(runs.all.count, "row")), at most \(peak)",
                pickedFrom: "layers", pickGroup: Self.group,
                legend: [
                    LegendEntry(label: "maps", colour: .series(0), marker: .square),
                    LegendEntry(label: "weights of the running layer", colour: .series(1), marker: .square),
                ]),
            tables: [PageTable(summary: "Memory as a table", report: table)])
    }

    var graphSection: PageSection {
        var table = Report(columns: [
            Column("layer", heading: "layer"), Column("kind", heading: "kind"), Column("reads", heading: "reads"),
            Column("output", heading: "output"), Column("line", heading: "line", .ordinal),
        ])
        for run in runs.all {
            let layer = network.layers[run.lowerBound]
            table.append([
                .text(name(of: run)), run.count == 1 ? .text(layer.operation.keyWord) : .missing,
                .text(sources(of: run).joined(separator: ", ")),
                .text(network.layers[run.upperBound - 1].output.description),
                layer.line > 0 ? .integer(layer.line) : .missing,
            ])
        }
        let note =
            runs.areSingle
            ? ""
            : " A node stands for up to \(runs.longest) layers that follow each other; lines lead to what any of them reads."
        return PageSection(
            id: "graph", heading: "Graph",
            paragraphs: [
                "Layers from top to bottom; a map keeps its lane until its last reader, so that a lane beside another is a branch or a shortcut.\(note)"
            ],
            chart: PageChart(
                specification: NetworkCharts.graph(rows: runs.all.count),
                summary: "\(runs.all.count) nodes and what each reads; the table below says the same",
                pickedFrom: "layers", pickGroup: Self.group, legend: groups.legend, lanes: graph.width),
            tables: [PageTable(summary: "The graph as a table", report: table)])
    }

    /// Names of what the layers of a run read of others.
    private func sources(of run: Range<Int>) -> [String] {
        var seen: Set<String> = []
        return run.flatMap { layer in
            network.layers[layer].inputs.compactMap { source in
                switch source {
                case .input: "input"
                case .layer(let origin): run.contains(origin) ? nil : network.layers[origin].name
                }
            }
        }.filter { run.count == 1 || seen.insert($0).inserted }
    }

    var warningsSection: PageSection {
        let findings = warnings.map { warning -> PageFinding in
            let shown = warning.places.prefix(4).map { $0.line > 0 ? "\($0.name) (line \($0.line))" : $0.name }
            let rest = warning.places.count - shown.count
            return PageFinding(
                heading: warning.reason, identifier: warning.kind.rawValue,
                details: [
                    PageFact(
                        name: "where", value: shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")),
                    PageFact(name: "instead", value: warning.suggestion),
                    PageFact(name: "source", value: warning.source),
                ])
        }
        return PageSection(
            id: "warnings", heading: "Design warnings",
            paragraphs: findings.isEmpty
                ? ["None: 'archcost check' finds nothing here that wastes work."]
                : ["What 'archcost check' says of this network."],
            findings: findings)
    }

    var textSection: PageSection {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return PageSection(
            id: "text", heading: "Text",
            paragraphs: ["The network as it is written; the line of the layer that is picked above is marked."],
            text: SourceLines(name: "Text of \(network.name)", lines: lines))
    }
}
