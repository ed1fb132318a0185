import ArchSearch

/// The document of `search --count`.
public enum CountReport {
    /// One row: the points of the space and those within the budgets.
    public static func report(_ points: String, _ feasible: PointCount) -> Report {
        var report = Report(columns: [
            Column("space", heading: "points", importance: .essential),
            Column("feasible_lower", heading: "within the budgets, at least", importance: .essential),
            Column("feasible_upper", heading: "at most", importance: .essential),
        ])
        report.append([.text(points), .text(feasible.lower.description), .text(feasible.upper.description)])
        return report
    }

    /// The same as a document.
    public static func json(
        _ points: String, _ feasible: PointCount, file: String, budgets: [Budget], elapsed: Double
    ) -> JSONValue {
        .object(
            [
                JSONMember("archcost", .string(ArchCostVersion.text)), JSONMember("file", .string(file)),
                JSONMember("budgets", .array(budgets.map { .string($0.text) })), JSONMember("space", .string(points)),
            ] + SearchReport.members(of: feasible) + [JSONMember("seconds", .number(elapsed))])
    }
}
