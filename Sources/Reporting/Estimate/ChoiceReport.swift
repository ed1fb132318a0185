/// The choices of a design space.
public enum ChoiceReport {
    /// A row a choice: its name, its alternatives, and the one taken.
    public static func report(_ choices: [(name: String, domain: [Int], value: Int)]) -> Report {
        var report = Report(columns: [
            Column("choice", heading: "choice", importance: .essential),
            Column("value", heading: "value", .ordinal, importance: .essential),
            Column("count", heading: "count", .ordinal),
            Column("alternatives", heading: "alternatives", importance: .high),
        ])
        for choice in choices {
            report.append([
                .text(choice.name), .integer(choice.value), .integer(choice.domain.count),
                .text(choice.domain.map(String.init).joined(separator: " ")),
            ])
        }
        return report
    }
}
