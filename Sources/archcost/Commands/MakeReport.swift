import ArgumentParser
import HTMLReport
import LatencyModel
import Persistence
import Reporting

/// `archcost report`: a page to look at.
struct MakeReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a page to look at: of a network, a search or the result database.",
        discussion: """
            One HTML file that can be mailed, opened without a network and printed. It holds the library that draws its \
            charts (Debian's libjs-vega) where this machine has it; else the page links it, and the command says so. \
            Without a network or a search the page is of the machine that the database was measured on.

            Examples:
              archcost report architectures/resnet50.arch -o resnet50.html
              archcost report --search 3 -o search.html
              archcost report --db results.db -o machine.html
            """)

    @Argument(
        help: ArgumentHelp("A network in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A search of the database by its number; 'archcost sql \"SELECT id, file FROM search_run\"' lists them.",
            valueName: "id"))
    var search: Int?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var timing: TimeOptions
    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions

    func validate() throws {
        if file != nil, search != nil { throw ValidationError("Name a network or a search, not both.") }
        if file == nil, search == nil, database.db == nil {
            throw ValidationError(
                "Name a network, a search with '--search', or with '--db' the database whose measurements are meant.")
        }
        if file == nil, pricing.isGiven {
            throw ValidationError(
                "'--set', '--batch', '--precision', '--input' and '--opaque' go with a network.")
        }
        if file == nil, timing.backend != nil || timing.algorithm != nil {
            throw ValidationError("'--backend' and '--algorithm' go with a network.")
        }
        if search != nil, timing.machine != nil || kernels.threads != nil {
            throw ValidationError("'--machine' and '--threads' go with a network or with '--db' alone.")
        }
        if output == nil, Terminal.isTerminal(1) {
            throw ValidationError("A page is no text for a terminal; name a file with '-o'.")
        }
    }

    func run() throws {
        let target = OutputFile(path: output)
        try target.check()
        let page = try page()
        let library = VegaLibrary.find()
        if library == nil {
            StandardStreams.writeError(
                "warning: Vega, which draws the charts, was not found (Debian: apt install libjs-vega); the page links "
                    + "\(VegaLibrary.address) and draws only where there is a network\n")
        }
        try target.write(page.html(with: library, version: ArchCostVersion.text))
    }

    private func page() throws -> Page {
        let threads = kernels.threads ?? 1
        if let file {
            return try NetworkReading(
                file: file, pricing: pricing, database: database, timing: timing, threads: threads
            )
            .page()
        }
        let store = try database.open(.readOnly)
        defer { store.close() }
        if let search { return try SearchReading(store: store, identifier: search).page() }
        return try MachineReading(store, machine: timing.machine, threads: threads).page()
    }
}
