/// The choices of a design space.
public enum ChoiceReport {
    /// A row a choice: its name, its alternatives, the one taken, and what to set so that it is met (empty where nothing).
    public static func report(
        _ choices: [(name: String, domain: [Int], value: Int, condition: String)]
    ) -> Report {
        var columns = [
            Column("choice", heading: "choice", importance: .essential),
            Column("value", heading: "value", .ordinal, importance: .essential),
            Column("count", heading: "count", .ordinal),
            Column("alternatives", heading: "alternatives", importance: .high),
        ]
        let hasConditions = choices.contains { !$0.condition.isEmpty }
        if hasConditions { columns.append(Column("condition", heading: "met with", importance: .high)) }
        var report = Report(columns: columns)
        for choice in choices {
            let condition: [CellValue] = hasConditions ? [.text(choice.condition)] : []
            report.append(
                [
                    .text(choice.name), .integer(choice.value), .integer(choice.domain.count),
                    .text(choice.domain.map(String.init).joined(separator: " ")),
                ] + condition)
        }
        return report
    }
}
