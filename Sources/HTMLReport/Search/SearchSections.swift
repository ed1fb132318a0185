import Reporting

extension SearchPage {
    private static let group = "candidate"

    private func tip(_ candidate: Candidate) -> String {
        let difference = candidate.difference.isEmpty ? "the file's own network" : candidate.difference
        let time = candidate.predicted.map { ", " + FormattedNumber.duration(seconds: $0 / 1e9).text } ?? ""
        return "\(candidate.rank): \(difference); \(score) \(FormattedNumber.rate(candidate.score, unit: "").text), "
            + "\(FormattedNumber.count(candidate.macs, unit: "MACs").text), "
            + "\(FormattedNumber.count(candidate.params, unit: "").text) params, "
            + "\(FormattedNumber.bytes(candidate.memory).text)\(time)"
    }

    func candidateData(_ shown: [Int]) -> DataSet {
        var data = DataSet("candidates", columns: ["key", "score", "macs", "params", "memory", "time", "tip"])
        for index in shown {
            let candidate = candidates[index]
            let costs = Metric.allCases.map { JSONValue.optional(scaled($0.value(candidate), $0)) }
            data.append([.integer(index), .number(candidate.score)] + costs + [.string(tip(candidate))])
        }
        return data
    }

    func frontData(_ shown: Set<Int>) -> DataSet {
        var data = DataSet("front", columns: ["metric", "value", "score"])
        for metric in metrics {
            for index in front(metric) where shown.contains(index) {
                data.append([
                    .string(metric.rawValue), .optional(scaled(metric.value(candidates[index]), metric)),
                    .number(candidates[index].score),
                ])
            }
        }
        return data
    }

    /// The file's own network, on each axis on which it is near enough to leave the candidates room.
    var ownData: DataSet {
        var data = DataSet("own", columns: ["metric", "value"])
        for metric in metrics {
            let span = range(candidates.compactMap { metric.value($0) })
            let room = max(span.upperBound - span.lowerBound, span.upperBound / 4)
            guard
                let value = own.flatMap({ metric.value($0) }),
                (span.lowerBound - room...span.upperBound + room).contains(value)
            else { continue }
            data.append([.string(metric.rawValue), .optional(scaled(value, metric))])
        }
        return data
    }

    /// The unit in which the largest memory is at least one.
    private var memoryUnit: MemoryUnit { MemoryUnit(for: candidates.map(\.memory).max() ?? 0) }

    /// A number of a metric in the unit of its axis.
    private func scaled(_ value: Double?, _ metric: Metric) -> Double? {
        metric == .memory ? value.map { $0 / Double(memoryUnit.bytes) } : value
    }

    func frontSection(_ shown: [Int], _ texts: VariantTexts) -> PageSection {
        let fronts = metrics.map { (metric: $0, members: Set(front($0))) }
        let hasTimes = metrics.contains(.time)
        var table = Report(
            columns: [
                Column("rank", heading: "rank", .ordinal), Column("score", heading: score, .ratio),
                Column("macs", heading: "MACs", .count(unit: "MACs")),
                Column("params", heading: "params", .count(unit: "")),
                Column("memory", heading: "peak memory", .bytes),
            ] + (hasTimes ? [Column("time", heading: "time", .duration(.nanoseconds))] : [])
                + [Column("fronts", heading: "on the front of"), Column("difference", heading: "difference")])
        for index in shown {
            let candidate = candidates[index]
            let costs: [CellValue] = [
                .integer(candidate.rank), .number(candidate.score), .integer(candidate.macs),
                .integer(candidate.params), .integer(candidate.memory),
            ]
            let times = hasTimes ? [CellValue.optional(candidate.predicted)] : []
            table.append(
                costs + times + [
                    .text(fronts.filter { $0.members.contains(index) }.map(\.metric.label).joined(separator: ", ")),
                    .text(candidate.difference),
                ])
        }
        var paragraphs = [
            "Each point is a network that the search returned; on the line are those that no other betters in both the score and what is switched on. The difference is to the file's own network, in the language's words; a click shows the text."
        ]
        if !ownData.isEmpty {
            paragraphs.append("The broken line stands at what the file's own network costs, where that is near.")
        }
        if shown.count < candidates.count {
            paragraphs.append(
                "\(shown.count) of \(candidates.count) candidates are shown: the fronts, and of the others evenly by rank."
            )
        }
        if texts.variants.count < shown.count {
            paragraphs.append("The page holds the texts of \(texts.variants.count) of them.")
        }
        return PageSection(
            id: "front", heading: "Front", paragraphs: paragraphs,
            control: PageControl(
                legend: "Score over", signal: "metric", charts: ["front"],
                choices: metrics.map { PageControl.Choice(value: $0.rawValue, label: $0.label) }),
            chart: PageChart(
                specification: SearchCharts.front(score: score, memory: memoryUnit),
                summary:
                    "\(FormattedNumber.counted(shown.count, "candidate")) by cost and score; the table below has the numbers",
                pickedFrom: "candidates", pickGroup: Self.group),
            tables: [PageTable(summary: "Candidates as a table", report: table)], showsChosenText: true)
    }

    /// Choices that differ among the candidates, with their values, ascending.
    func axes(_ shown: [Int]) -> [(name: String, values: [Int])] {
        var order: [String] = []
        var values: [String: Set<Int>] = [:]
        for index in shown {
            for decision in candidates[index].decisions {
                if values[decision.name] == nil { order.append(decision.name) }
                values[decision.name, default: []].insert(decision.value)
            }
        }
        return order.map { ($0, (values[$0] ?? []).sorted()) }.filter { $0.values.count > 1 }
    }

    /// Positions whose lines are drawn.
    func lines(_ shown: [Int]) -> [Int] { shown.sampled(SearchPage.lineLimit) }

    func coordinateData(_ shown: [Int]) -> [DataSet] {
        let axes = axes(shown)
        var lines = DataSet("coordinates", columns: ["key", "axis", "place", "quality"])
        var tips = DataSet("lines", columns: ["key", "tip"])
        let scores = range(shown.map { candidates[$0].score })
        for index in self.lines(shown) {
            let candidate = candidates[index]
            let span = scores.upperBound - scores.lowerBound
            let quality = span > 0 ? (candidate.score - scores.lowerBound) / span : 1
            let decisions = Dictionary(candidate.decisions.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            for axis in axes {
                guard let value = decisions[axis.name], let place = axis.values.firstIndex(of: value) else { continue }
                lines.append([
                    .integer(index), .string(axis.name), .number(Double(place) / Double(axis.values.count - 1)),
                    .number((quality * 1000).rounded() / 1000),
                ])
            }
            tips.append([.integer(index), .string(tip(candidate))])
        }
        var ticks = DataSet("ticks", columns: ["axis", "place", "label"])
        for axis in axes {
            for (place, value) in axis.values.enumerated().map({ ($0, $1) }).sampled(9) {
                ticks.append([
                    .string(axis.name), .number(Double(place) / Double(axis.values.count - 1)), .integer(value),
                ])
            }
        }
        return [lines, tips, ticks]
    }

    func coordinatesSection(_ shown: [Int]) -> PageSection {
        let axes = axes(shown)
        guard !axes.isEmpty else {
            return PageSection(
                id: "choices", heading: "Choices",
                paragraphs: ["The candidates decide no choice differently, so that there is nothing to compare."])
        }
        let drawn = lines(shown)
        var table = Report(
            columns: [Column("rank", heading: "rank", .ordinal), Column("score", heading: score, .ratio)]
                + axes.map { Column($0.name, heading: $0.name, .ordinal) })
        for index in drawn {
            let decisions = Dictionary(
                candidates[index].decisions.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let values = axes.map { CellValue.optional(decisions[$0.name]) }
            table.append([.integer(candidates[index].rank), .number(candidates[index].score)] + values)
        }
        var paragraphs = [
            "A line a candidate through what each choice was decided to, smaller values on the left; the stronger a line, the better its score. Choices that all decide alike are left out."
        ]
        if drawn.count < candidates.count {
            paragraphs.append("\(drawn.count) of \(candidates.count) candidates are drawn, evenly by rank.")
        }
        return PageSection(
            id: "choices", heading: "Choices", paragraphs: paragraphs,
            chart: PageChart(
                specification: SearchCharts.coordinates(axes: axes.map(\.name)),
                summary: "\(drawn.count) candidates over \(axes.count) choices; the table below has the numbers",
                pickedFrom: "lines", pickGroup: Self.group),
            tables: [PageTable(summary: "Choices as a table", report: table)])
    }
}
