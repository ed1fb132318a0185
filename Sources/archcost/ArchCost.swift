import ArgumentParser
import Reporting
import SourceText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The command line: a root command that only holds its subcommands, and the exit code.
@main
struct ArchCost: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archcost",
        abstract: "What a convolutional network costs, and what else the same time would buy.",
        version: ArchCostVersion.text,
        subcommands: [
            Estimate.self, Compare.self, Check.self, Describe.self, Format.self, Search.self, Bench.self,
            Plan.self, Widen.self, Calibrate.self, Accuracy.self, ShowMachine.self, Sql.self, MakeReport.self, Db.self,
            Import.self,
            Export.self,
        ])

    /// Parses, runs and exits: 0 done, 1 refused, 64 wrong usage, 70 a fault of our own.
    static func main() {
        // A write beyond `ulimit -f` then fails with a message, instead of ending the process without one.
        signal(SIGXFSZ, SIG_IGN)
        do {
            try refuseUnknownCommand()
            var command = try parseAsRoot(withNegativeValuesJoined(Array(CommandLine.arguments.dropFirst())))
            do {
                try command.run()
            } catch {
                let writer = ProblemWriter(format: (command as? any Printing)?.output.format ?? .table)
                if let error = error as? ValidationError {
                    // By itself the parser would tell how the root command is used.
                    StandardStreams.writeError(
                        "Error: \(error.message)\nUsage: \(usageString(for: type(of: command)))\n")
                    Glibc.exit(ExitStatus.usage)
                }
                guard let text = writer.text(for: error) else { throw error }
                StandardStreams.writeError(text)
                Glibc.exit(ExitStatus.refused)
            }
        } catch {
            exit(withError: error)
        }
    }
}

extension ArchCost {
    /// A first word that is no command, with the nearest that is one. Each command states its name, for the parser would
    /// take a tenth of a short run to make one of its type's.
    private static func refuseUnknownCommand() throws {
        guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-") else { return }
        let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !known.contains(word) else { return }
        let hint = nearestWord(to: word, in: known).map { "; did you mean '\($0)'?" } ?? "."
        throw ValidationError("There is no command '\(word)'\(hint)")
    }
}

extension ArchCost {
    /// `--batch -1` as `--batch=-1`: the parser would take the number for an option and say that a value is missing,
    /// where the command itself says which values it takes.
    private static func withNegativeValuesJoined(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        for argument in arguments {
            if let option = joined.last, option.hasPrefix("--"), option.count > 2, !option.contains("="),
                argument.first == "-", argument.dropFirst().first?.isASCII == true,
                argument.dropFirst().first?.isNumber == true
            {
                joined[joined.count - 1] = "\(option)=\(argument)"
            } else {
                joined.append(argument)
            }
        }
        return joined
    }
}

/// A command whose problems are written in the format of its tables.
protocol Printing {
    var output: OutputOptions { get }
}

extension Estimate: Printing {}
extension Compare: Printing {}
extension Check: Printing {}
extension Describe: Printing {}
extension Bench: Printing {}
extension Plan: Printing {}
extension Widen: Printing {}
extension Calibrate: Printing {}
extension Accuracy: Printing {}
extension ShowMachine: Printing {}
extension Sql: Printing {}
extension MergeDatabases: Printing {}
extension CheckDatabase: Printing {}
extension CountDatabase: Printing {}
extension PruneDatabase: Printing {}
extension Search: Printing {}
