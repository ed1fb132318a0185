import ArchLanguage
import CostAnalysis
import Persistence
import Reporting
import SourceText

/// The input was understood and refused: what to say of it on standard error; the exit code is 1.
struct CommandFailure: Error {
    var message: String

    init(_ message: String) { self.message = message }
}

/// Exit codes that scripts rely on.
enum ExitStatus {
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    static let fault: Int32 = 70
    static let interrupted: Int32 = 130
}

/// How problems are written to standard error.
struct ProblemWriter {
    var format: ReportFormat

    /// The text for an error that a command threw; nil where it is none of ours.
    func text(for error: any Error) -> String? {
        switch error {
        case let error as LanguageError:
            error.assignmentProblems.isEmpty
                ? text(for: error.diagnostics, in: error.file) : text(for: error.assignmentProblems, of: error.file)
        case let error as CommandFailure: general(error.message)
        case let error as CostError: general(error.description)
        case let error as StoreError where error.isInternalFault: nil
        case let error as any Refusal: general(error.description)
        default: nil
        }
    }

    /// Diagnostics of one file, as lines with carets or as JSON.
    func text(for diagnostics: [Diagnostic], in file: SourceFile) -> String {
        if format == .json {
            let list = diagnostics.map { DiagnosticJSON.value($0, in: file) }
            return JSONValue.object([JSONMember("diagnostics", .array(list))]).text() + "\n"
        }
        let renderer = DiagnosticRenderer(usesColour: StandardStreams.errorTakesColour)
        return diagnostics.map { renderer.render($0, in: file) }.joined()
    }

    /// Problems of `--set`, which have no place in a file.
    private func text(for problems: [AssignmentProblem], of file: SourceFile) -> String {
        guard format == .json else { return problems.map { general("\(file.name): \($0)") }.joined() }
        let list = problems.map { problem -> JSONValue in
            [
                "severity": "error", "identifier": .string(problem.identifier), "file": .string(file.name),
                "message": .string(problem.description),
            ]
        }
        return JSONValue.object([JSONMember("diagnostics", .array(list))]).text() + "\n"
    }

    private func general(_ message: String) -> String {
        if format == .json {
            let entry: JSONValue = ["severity": "error", "message": .string(message)]
            return JSONValue.object([JSONMember("diagnostics", [entry])]).text() + "\n"
        }
        return "error: \(message)\n"
    }
}
