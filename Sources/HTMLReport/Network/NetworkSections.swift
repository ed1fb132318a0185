import CostAnalysis
import NetworkIR
import Reporting

/// The sections of a network's page, each with the table behind its chart.
extension NetworkPage {
    private static let group = "layer"

    func layersSection(_ shown: [Int]) -> PageSection {
        var choices = [
            PageControl.Choice(value: "macs", label: "MACs"), PageControl.Choice(value: "params", label: "parameters"),
            PageControl.Choice(value: "memory", label: "memory"),
        ]
        if hasTimes { choices.append(PageControl.Choice(value: "time", label: "time")) }
        return PageSection(
            id: "layers", heading: "Layers",
            paragraphs: [
                "A bar a layer, in the order in which they run; colours are stages. Memory is all that is held while the layer runs."
            ] + limitNote(shown) + timeNotes,
            control: PageControl(
                legend: "Bars show", signal: "metric", charts: ["layers", "stages"], choices: choices),
            chart: PageChart(
                specification: NetworkCharts.layers,
                summary:
                    "bars of \(choices.map(\.label).joined(separator: ", ")) for \(shown.count) layers; the table below has the numbers",
                pickedFrom: "layers", pickGroup: Self.group),
            tables: [PageTable(summary: "Every layer as a table", report: report(by: .layer, rows: Set(shown)))])
    }

    var stagesSection: PageSection {
        PageSection(
            id: "stages", heading: "Stages",
            paragraphs: [
                "Sums over the layers of each stage, of what is switched on above; of memory the most that is held."
            ],
            chart: PageChart(
                specification: NetworkCharts.stages, summary: "a bar a stage; the table below has the numbers",
                pickedFrom: "stages", pickGroup: "stage"),
            tables: [PageTable(summary: "Every stage as a table", report: report(by: .stage))])
    }

    /// The report that `estimate` prints, without the rows of layers that are not drawn.
    private func report(by rows: EstimateRows, rows shown: Set<Int>? = nil) -> Report {
        let whole = estimate.report(by: rows)
        guard let shown, shown.count < network.layers.count else { return whole }
        var part = Report(title: whole.title, columns: whole.columns, notes: whole.notes)
        for (index, row) in whole.rows.enumerated() where shown.contains(index) { part.append(row) }
        for total in whole.totals { part.appendTotal(total) }
        return part
    }

    func rooflineSection(_ shown: [Int]) -> PageSection {
        let points = rooflinePoints(shown)
        guard !points.isEmpty else {
            return PageSection(
                id: "roofline", heading: "Roofline",
                paragraphs: [
                    "No machine's peaks and no times are known here: 'archcost machine' measures the peaks, 'archcost bench' the times, and '--db' names the database that holds them."
                ])
        }
        var meaning =
            isTimed
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
            Column("gflops", heading: isTimed ? "GFLOP/s" : "GFLOP/s at most", .ratio),
            Column("bound", heading: "bound by"),
        ])
        for point in points {
            table.append([
                .text(network.layers[point.layer].name), .number(point.intensity), .number(point.rate),
                .optional(ceilings.map { point.intensity < $0.ridge ? "memory" : "arithmetic" }),
            ])
        }
        let roof = roof(shown)
        return PageSection(
            id: "roofline", heading: "Roofline", paragraphs: [meaning],
            chart: PageChart(
                specification: NetworkCharts.roofline(
                    range(points.map(\.intensity) + roof.map(\.intensity)),
                    range(points.map(\.rate) + roof.map(\.gigaflops))),
                summary: "\(points.count) layers by intensity and rate; the table below has the numbers",
                pickedFrom: "points", pickGroup: Self.group),
            tables: [PageTable(summary: "Every point as a table", report: table)])
    }

    func memorySection(_ shown: [Int]) -> PageSection {
        var table = Report(columns: [
            Column("layer", heading: "layer"), Column("maps", heading: "maps", .bytes),
            Column("weights", heading: "weights", .bytes), Column("held", heading: "held", .bytes),
        ])
        for index in shown {
            let moment = memory[index]
            table.append([
                .text(network.layers[index].name), .integer(moment.maps.count), .integer(moment.weights.count),
                .integer(moment.maps.count + moment.weights.count),
            ])
        }
        let peak = FormattedNumber.bytes(cost.peakMemory.count).text
        let at = cost.peakLayer.map { ", while \(network.layers[$0].name) runs" } ?? ""
        return PageSection(
            id: "memory", heading: "Memory along the graph",
            paragraphs: [
                "What is held while each layer runs: its inputs and output, every map that is still to be read, and its weights. The peak is \(peak)\(at)."
            ],
            chart: PageChart(
                specification: NetworkCharts.memory,
                summary: "memory held at each of \(shown.count) layers, at most \(peak)",
                pickedFrom: "layers", pickGroup: Self.group),
            tables: [PageTable(summary: "Memory as a table", report: table)])
    }

    func graphSection(_ shown: [Int]) -> PageSection {
        var table = Report(columns: [
            Column("layer", heading: "layer"), Column("kind", heading: "kind"), Column("reads", heading: "reads"),
            Column("output", heading: "output"), Column("line", heading: "line", .ordinal),
        ])
        for index in shown {
            let layer = network.layers[index]
            let sources = layer.inputs.map { source in
                switch source {
                case .input: "input"
                case .layer(let origin): network.layers[origin].name
                }
            }
            table.append([
                .text(layer.name), .text(layer.operation.keyWord), .text(sources.joined(separator: ", ")),
                .text(layer.output.description), layer.line > 0 ? .integer(layer.line) : .missing,
            ])
        }
        let lanes = shown.isEmpty ? 1 : GraphLayout(of: network).width
        return PageSection(
            id: "graph", heading: "Graph",
            paragraphs: [
                "Layers from top to bottom; a map keeps its lane until its last reader, so that a lane beside another is a branch or a shortcut."
            ],
            chart: PageChart(
                specification: NetworkCharts.graph(rows: shown.count, lanes: lanes),
                summary: "\(shown.count) layers and what each reads; the table below says the same",
                pickedFrom: "layers",
                pickGroup: Self.group),
            tables: [PageTable(summary: "The graph as a table", report: table)])
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
