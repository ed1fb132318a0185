import ArgumentParser
import Reporting

/// `archcost describe`: the choices of a file and their domains.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the choices of a file, their alternatives, and the size of its space.")

    @Argument(help: ArgumentHelp("A network in the language; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var point: AssignmentOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let survey = try InputFile(path: file).space(point.model).survey(point.assignment)
        let report = ChoiceReport.report(
            survey.choices.map {
                (
                    name: $0.name, domain: $0.domain, value: $0.value,
                    condition: $0.condition.map(\.description).joined(separator: ", ")
                )
            })
        try output.print([report], json: report.json)
        if !survey.isComplete {
            StandardStreams.writeError(
                "note: the file has so many groups that not all were looked into; some choices may be missing\n")
        }
    }
}
