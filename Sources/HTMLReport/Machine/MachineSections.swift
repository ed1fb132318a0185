import Reporting

extension MachinePage {
    var stairsPart: Part {
        guard !stairs.isEmpty else {
            return (
                MachinePage.empty(
                    "stairs", "Staircases",
                    "No problem was timed over five values of a field or more: 'archcost bench --problem KEY --sweep filters=16..512:16' does, and shows which widths are free."
                ), []
            )
        }
        let shown = stairs.prefix(MachinePage.stairsLimit)
        var data = DataSet("stairs", columns: ["key", "walk", "value", "time", "free", "tip"])
        var table = Report(columns: [
            Column("walk", heading: "problem and kernel"), Column("field", heading: "field"),
            Column("value", heading: "value", .ordinal), Column("median", heading: "median", .duration(.nanoseconds)),
            Column("free", heading: "free", .flag),
        ])
        var key = 0
        for (index, walk) in shown.enumerated() {
            let points = walk.points.sampled(MachinePage.pointLimit / shown.count)
            for point in points {
                let isFree = walk.free.contains(point.value)
                data.append([
                    .integer(key), .integer(index), .integer(point.value), .number(Double(point.median) / 1e6),
                    .bool(isFree),
                    .string(
                        "\(walk.field) \(point.value): \(milliseconds(Double(point.median)))"
                            + (isFree ? ", free: smaller values cost as much" : "")),
                ])
                table.append([
                    .text(walk.name), .text(walk.field), .integer(point.value), .integer(point.median), .flag(isFree),
                ])
                key += 1
            }
        }
        let note =
            shown.count < stairs.count
            ? ["The \(shown.count) longest of \(stairs.count) walks are shown."] : []
        return (
            PageSection(
                id: "stairs", heading: "Staircases",
                paragraphs: [
                    "The time of a problem as one field grows. Diamonds are free widths: the largest value of a step that costs at most 3 % more than its smallest."
                ] + note,
                control: PageControl(
                    legend: "Problem", signal: "walk", charts: ["stairs"],
                    choices: shown.enumerated().map { PageControl.Choice(value: "\($0)", label: $1.name) }),
                chart: PageChart(
                    specification: MachineCharts.stairs(fields: shown.map(\.field)),
                    summary:
                        "\(FormattedNumber.counted(shown.count, "walk")) through a field, one at a time; the table below has the numbers",
                    pickedFrom: "stairs", pickGroup: "stairs"),
                tables: [PageTable(summary: "Staircases as a table", report: table)]),
            [data]
        )
    }

    var choicesPart: Part {
        guard !choices.isEmpty else {
            return (
                MachinePage.empty(
                    "algorithms", "Algorithms",
                    "No network's kernels were timed here; 'archcost bench FILE' times each algorithm of each layer."),
                []
            )
        }
        let shown = Array(choices.prefix(MachinePage.choiceLimit))
        let networks = MachinePage.names(shown.map(\.network))
        let positions = Dictionary(uniqueKeysWithValues: networks.enumerated().map { ($1, $0) })
        var data = DataSet("choices", columns: ["key", "network", "layer", "algorithm", "time", "tip"])
        var table = Report(columns: [
            Column("network", heading: "network"), Column("layer", heading: "layer"),
            Column("count", heading: "layers", .ordinal), Column("algorithm", heading: "algorithm"),
            Column("median", heading: "median", .duration(.nanoseconds)),
        ])
        for (index, choice) in shown.enumerated() {
            let layer = choice.count > 1 ? "\(choice.layer) ×\(choice.count)" : choice.layer
            data.append([
                .integer(index), .integer(positions[choice.network] ?? 0), .string(layer), .string(choice.algorithm),
                .number(choice.nanoseconds / 1e6),
                .string("\(choice.network) \(layer), \(choice.algorithm): \(milliseconds(choice.nanoseconds))"),
            ])
            table.append([
                .text(choice.network), .text(choice.layer), .integer(choice.count), .text(choice.algorithm),
                .number(choice.nanoseconds),
            ])
        }
        let algorithms = MachinePage.names(shown.map(\.algorithm))
        let rows = networks.map { network in
            MachinePage.names(shown.filter { $0.network == network }.map { "\($0.layer) \($0.count)" }).count
        }
        return (
            PageSection(
                id: "algorithms", heading: "Algorithms",
                paragraphs: [
                    "Each distinct kernel of a network under every algorithm that was timed, weights cold: further left is faster."
                ]
                    + (shown.count < choices.count
                        ? ["\(shown.count) of \(choices.count) timings are shown, network by network."] : []),
                control: PageControl(
                    legend: "Network", signal: "network", charts: ["algorithms"],
                    choices: networks.enumerated().map { PageControl.Choice(value: "\($0)", label: $1) }),
                chart: PageChart(
                    specification: MachineCharts.algorithms(rows: rows, series: algorithms),
                    summary:
                        "times of the algorithms of each kernel, a network at a time; the table below has the numbers",
                    pickedFrom: "choices", pickGroup: "choice", legend: LegendEntry.series(algorithms)),
                tables: [PageTable(summary: "Algorithms as a table", report: table)]),
            [data]
        )
    }

    var predictionsPart: Part {
        guard !predictions.isEmpty else {
            return (
                MachinePage.empty(
                    "predictions", "Predicted and measured",
                    "Nothing was measured here after it was predicted: 'archcost estimate --time' predicts, 'archcost bench' measures and keeps both."
                ), []
            )
        }
        let shown = predictions.sorted { ($0.measured, $0.subject) < ($1.measured, $1.subject) }
            .sampled(MachinePage.pointLimit)
        var data = DataSet("predictions", columns: ["key", "source", "measured", "predicted", "tip"])
        var table = Report(columns: [
            Column("subject", heading: "what"), Column("source", heading: "source"),
            Column("predicted", heading: "predicted", .duration(.nanoseconds)),
            Column("measured", heading: "measured", .duration(.nanoseconds)), Column("error", heading: "error", .share),
        ])
        for (index, one) in shown.enumerated() {
            let error = one.predicted / one.measured - 1
            let percent = (error * 1000).rounded() / 10
            data.append([
                .integer(index), .string(one.source), .number(one.measured / 1e6), .number(one.predicted / 1e6),
                .string(
                    "\(one.subject), \(one.source): \(milliseconds(one.predicted)), measured \(milliseconds(one.measured)), "
                        + "\(percent > 0 ? "+" : "")\(percent) %"),
            ])
            table.append([
                .text(one.subject), .text(one.source), .number(one.predicted), .number(one.measured), .number(error),
            ])
        }
        let span = range(shown.flatMap { [$0.measured / 1e6, $0.predicted / 1e6] })
        var band = DataSet("band", columns: ["measured", "low", "high"])
        for end in [span.lowerBound / 1.3, span.upperBound * 1.3] {
            band.append([.number(end), .number(end * 0.9), .number(end * 1.1)])
        }
        let sources = MachinePage.names(shown.map(\.source))
        let within = predictions.count { abs($0.predicted / $0.measured - 1) <= 0.1 }
        return (
            PageSection(
                id: "predictions", heading: "Predicted and measured",
                paragraphs: [
                    "Times that were told beside those measured; on the line they agree, in the band they are within 10 %. \(within) of \(predictions.count) are. A sum of kernels is told from kernels timed one by one."
                ]
                    + (shown.count < predictions.count
                        ? ["\(shown.count) of \(predictions.count) are drawn, evenly over the times."] : []),
                chart: PageChart(
                    specification: MachineCharts.predictions(span, series: sources),
                    summary:
                        "\(shown.count) points, \(within) of \(predictions.count) within ten percent; the table below has the numbers",
                    pickedFrom: "predictions", pickGroup: "prediction", legend: LegendEntry.series(sources)),
                tables: [PageTable(summary: "Predictions as a table", report: table)]),
            [data, band]
        )
    }

    var driftPart: Part {
        guard !drift.isEmpty else {
            return (
                MachinePage.empty(
                    "drift", "Drift",
                    "No kernel was timed in more than one run, so that no drift can be seen; 'archcost bench --again' times kernels anew."
                ), []
            )
        }
        var data = DataSet("drift", columns: ["key", "run", "low", "middle", "high", "tip"])
        var table = Report(columns: [
            Column("run", heading: "run"), Column("kernels", heading: "kernels", .ordinal),
            Column("low", heading: "a tenth below", .multiple), Column("middle", heading: "median", .multiple),
            Column("high", heading: "a tenth above", .multiple),
        ])
        for (index, run) in drift.enumerated() {
            let sorted = run.ratios.sorted()
            let values = [0.1, 0.5, 0.9].map { sorted[Int((Double(sorted.count - 1) * $0).rounded())] }
            let rounded = values.map { ($0 * 1000).rounded() / 1000 }
            data.append([
                .integer(index), .string("\(index + 1)"), .number(values[0]), .number(values[1]), .number(values[2]),
                .string(
                    "\(run.startedAt): \(sorted.count) kernels timed again, median \(rounded[1])×, a tenth below \(rounded[0])×, a tenth above \(rounded[2])×"
                ),
            ])
            table.append([
                .text(run.startedAt), .integer(sorted.count), .number(values[0]), .number(values[1]),
                .number(values[2]),
            ])
        }
        return (
            PageSection(
                id: "drift", heading: "Drift",
                paragraphs: [
                    "Kernels that were timed again, relative to their first time, run by run: the median, and the range without the tenths at both ends."
                ],
                chart: PageChart(
                    specification: MachineCharts.drift,
                    summary: "\(FormattedNumber.counted(drift.count, "run")); the table below has the numbers",
                    pickedFrom: "drift", pickGroup: "drift"),
                tables: [PageTable(summary: "Drift as a table", report: table)]),
            [data]
        )
    }
}
