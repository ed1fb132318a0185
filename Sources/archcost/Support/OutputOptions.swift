import ArgumentParser
import Reporting

extension ReportFormat: ExpressibleByArgument {}

/// How and where a command prints its tables.
struct OutputOptions: ParsableArguments {
    @Option(name: .long, help: "How to print: table, json, csv or markdown.")
    var format: ReportFormat = .table

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @Flag(name: .long, help: "Print every digit instead of three and a prefix.")
    var exact = false

    /// How reports look where they go: fitted and coloured on a terminal only.
    var layout: TerminalLayout {
        guard output == nil else { return TerminalLayout(precision: precision) }
        return TerminalLayout(descriptor: 1, environment: StandardStreams.environment, precision: precision)
    }

    var precision: NumberPrecision { exact ? .exact : .short }

    /// Prints reports one after the other; as JSON the given document instead.
    func print(_ reports: [Report], json: @autoclosure () -> JSONValue) throws {
        switch format {
        case .json: try print(json().text() + "\n")
        case .csv: try print(Report.csv(reports))
        case .table, .markdown:
            try print(reports.map { $0.text(as: format, layout: layout) }.joined(separator: "\n"))
        }
    }

    /// Prints a text as it is.
    func print(_ text: String) throws { try OutputFile(path: output).write(text) }
}
