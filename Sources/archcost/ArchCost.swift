import ArgumentParser

/// The command line: a root command that only holds its subcommands.
@main
struct ArchCost: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archcost",
        abstract: "What a convolutional network costs, and what else the same time would buy.",
        version: "1.0.0")
}
