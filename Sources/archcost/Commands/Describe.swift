import ArchLanguage
import ArgumentParser
import Reporting
import SpaceExploration

/// `archcost describe`: the choices of a file and their domains.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "List the choices of a file, their alternatives, and the size of its space.",
        discussion: """
            Examples:
              archcost describe architectures/general-cnn.arch
              archcost describe architectures/general-cnn.arch --format json
            """)

    @Argument(
        help: ArgumentHelp("A network in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var point: AssignmentOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let space = try InputFile(path: file).space(point.model)
        let survey = try space.survey(point.assignment)
        var report = ChoiceReport.report(
            survey.choices.map {
                (
                    name: $0.name, domain: $0.domain, value: $0.value,
                    condition: $0.condition.map(\.description).joined(separator: ", ")
                )
            })
        if survey.choices.isEmpty { report.notes.append("The file leaves no choice open.") }
        var members = [
            JSONMember("archcost", .string(ArchCostVersion.text)), JSONMember("file", .string(file)),
        ]
        do {
            let size = try SpaceGraph(space, fixing: point.assignment, columns: []).graph.pointCount()
            report.notes.append("The space has \(size) point\(size == 1 ? "" : "s").")
            members.append(JSONMember("space", .string(size.description)))
        } catch let error as ExplorationError {
            report.notes.append("The space was not counted: \(error).")
            members.append(JSONMember("space", .null))
        }
        try output.print([report], json: report.json(with: members))
        if !survey.isComplete {
            StandardStreams.writeError(
                "note: the file has so many groups that not all were looked into; some choices may be missing\n")
        }
    }
}
