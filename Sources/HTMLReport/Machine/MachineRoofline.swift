import Reporting

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension MachinePage {
    /// A point of the chart: one kernel, or the kernels that fall into one cell of a grid.
    struct RooflinePoint {
        var backend: String
        var intensity: Double
        var rate: Double
        var kernels: [Kernel]
    }

    /// One point a kernel, or where they are too many one a cell: cells are a twelfth of a decade wide and high, and the
    /// point is at the geometric mean of its kernels.
    var rooflinePoints: [RooflinePoint] {
        guard kernels.count > MachinePage.pointLimit else {
            return kernels.map {
                RooflinePoint(backend: $0.backend, intensity: $0.intensity, rate: $0.rate, kernels: [$0])
            }
        }
        struct Cell: Hashable {
            var backend: String
            var column: Int
            var row: Int
        }
        var order: [Cell] = []
        var cells: [Cell: [Kernel]] = [:]
        for kernel in kernels {
            let cell = Cell(
                backend: kernel.backend, column: Int((log10(kernel.intensity) * 12).rounded(.down)),
                row: Int((log10(kernel.rate) * 12).rounded(.down)))
            if cells[cell] == nil { order.append(cell) }
            cells[cell, default: []].append(kernel)
        }
        return order.prefix(MachinePage.pointLimit).map { cell in
            let inside = cells[cell] ?? []
            func mean(_ field: KeyPath<Kernel, Double>) -> Double {
                exp(inside.reduce(0) { $0 + log($1[keyPath: field]) } / Double(inside.count))
            }
            return RooflinePoint(
                backend: cell.backend, intensity: mean(\.intensity), rate: mean(\.rate), kernels: inside)
        }
    }

    var rooflinePart: Part {
        let points = rooflinePoints
        guard !points.isEmpty else {
            return (
                MachinePage.empty(
                    "roofline", "Roofline",
                    "No kernel that does arithmetic was timed here; 'archcost bench' times those of a network."), []
            )
        }
        var paragraphs: [String] = []
        if let ceilings {
            paragraphs.append(
                "Kernels by operations a byte and the rate that they reached, cold, under what \(ceilings.machine) reached at most: "
                    + "\(FormattedNumber.rate(ceilings.peak * 1e9, unit: "FLOP/s").text) and "
                    + "\(FormattedNumber.rate(ceilings.bandwidth * 1e9, unit: "B/s").text) from memory. A kernel above the slope "
                    + "found its maps in a cache; one above the flat part does with fewer operations than it counts, as Winograd does."
            )
        } else {
            paragraphs.append(
                "The machine's peaks were not measured: there is no roof. 'archcost machine' measures them.")
        }
        let isBinned = points.count < kernels.count
        if isBinned {
            paragraphs.append(
                "\(kernels.count) kernels are drawn as \(points.count) points: each stands for those within a twelfth of a decade."
            )
        }
        var data = DataSet("points", columns: ["key", "series", "intensity", "rate", "count", "tip"])
        for (index, point) in points.enumerated() {
            let place =
                "\(FormattedNumber.rate(point.intensity, unit: "FLOP/byte").text), "
                + "\(FormattedNumber.rate(point.rate * 1e9, unit: "FLOP/s").text)"
            let first = point.kernels[0]
            let tip =
                point.kernels.count == 1
                ? "\(first.problem), \(first.backend)/\(first.algorithm): \(milliseconds(first.nanoseconds)), \(place)"
                : "\(point.kernels.count) kernels of \(point.backend) around \(place), such as \(first.problem)"
            data.append([
                .integer(index), .string(point.backend), .number(point.intensity), .number(point.rate),
                .integer(point.kernels.count), .string(tip),
            ])
        }
        let roof = ceilings?.roof(over: range(points.map(\.intensity))) ?? []
        var roofData = DataSet("roof", columns: ["intensity", "rate"])
        for point in roof { roofData.append([.number(point.intensity), .number(point.gigaflops)]) }
        var table = Report(columns: [
            Column("problem", heading: "kernel"), Column("backend", heading: "backend"),
            Column("algorithm", heading: "algorithm"), Column("median", heading: "median", .duration(.nanoseconds)),
            Column("intensity", heading: "FLOP/byte", .ratio), Column("rate", heading: "GFLOP/s", .ratio),
        ])
        let listed = kernels.sampled(MachinePage.pointLimit)
        for kernel in listed {
            table.append([
                .text(kernel.problem), .text(kernel.backend), .text(kernel.algorithm), .number(kernel.nanoseconds),
                .number(kernel.intensity), .number(kernel.rate),
            ])
        }
        if listed.count < kernels.count {
            table.notes.append(
                "Every \(kernels.count / listed.count)th of \(kernels.count) kernels; 'archcost sql' has all.")
        }
        let series = MachinePage.names(points.map(\.backend))
        return (
            PageSection(
                id: "roofline", heading: "Roofline", paragraphs: paragraphs,
                chart: PageChart(
                    specification: MachineCharts.roofline(
                        range(points.map(\.intensity) + roof.map(\.intensity)),
                        range(points.map(\.rate) + roof.map(\.gigaflops)),
                        series: series),
                    summary: "\(points.count) points by intensity and rate; the table below has the numbers",
                    pickedFrom: "points", pickGroup: "kernel", legend: LegendEntry.series(series)),
                tables: [PageTable(summary: "Kernels as a table", report: table)]),
            [data, roofData]
        )
    }

    /// Distinct names in order of appearance.
    static func names(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// A section that has nothing to draw, and says what would give it something.
    static func empty(_ id: String, _ heading: String, _ reason: String) -> PageSection {
        PageSection(id: id, heading: heading, paragraphs: [reason])
    }
}
