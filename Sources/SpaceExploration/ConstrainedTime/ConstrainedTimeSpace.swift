import ArchLanguage
import SourceText

/// One of He & Sun's three comparisons: two quantities change against each other, the third is held; or all at once.
public enum Trade: String, Hashable, Sendable, CaseIterable {
    case depthFilters = "depth:filters"
    case depthKernel = "depth:kernel"
    case kernelFilters = "kernel:filters"
    /// All three change, as from model A to model H.
    case all

    var movesKernel: Bool { self != .depthFilters }
    var movesFilters: Bool { self != .depthKernel }
    var movesDepth: Bool { self != .kernelFilters }
}

/// The design space that He & Sun (CVPR 2015) span around a network without choices.
///
/// In each run of equal convolutions the kernel may be 1 to 7, the filters multiples of a step from half to double, the
/// depth 1 to 4 times; the last convolution may keep the old filters while the others change; and the stride of a pool
/// right before may move into the run's first convolution. Convolutions are padded so that the map stays.
public struct ConstrainedTimeSpace: Sendable {
    /// The space as a file in the language; its first point is the network itself.
    public let space: DesignSpace
    let runs: [ConvolutionRun]
    private let numbers: [Int]
    /// Names of the choices whether the last convolution of a run keeps its filters, by the run's number.
    private let eithers: [Int: String]

    /// The space of all runs at once.
    ///
    /// - Throws: `noRuns` where the file has no run; the diagnostics of the file that was made.
    public init(around space: DesignSpace, widthStep: Int) throws {
        let space = try space.withoutSingleChoices()
        let runs = RunFinder(space).runs
        try self.init(space, runs, open: Array(runs.indices), trade: nil, widthStep: widthStep)
    }

    /// For each run that a trade can change, the space in which only it does.
    public static func trades(_ trade: Trade, around space: DesignSpace, widthStep: Int) throws
        -> [ConstrainedTimeSpace]
    {
        let space = try space.withoutSingleChoices()
        let runs = RunFinder(space).runs
        guard !runs.isEmpty else { throw ConstrainedTimeError.noRuns }
        return try runs.indices.map { index in
            try ConstrainedTimeSpace(space, runs, open: [index], trade: trade, widthStep: widthStep)
        }
    }

    private init(
        _ space: DesignSpace, _ runs: [ConvolutionRun], open: [Int], trade: Trade?, widthStep: Int
    ) throws {
        guard !runs.isEmpty else { throw ConstrainedTimeError.noRuns }
        self.runs = open.map { runs[$0] }
        numbers = open.map { $0 + 1 }
        var writer = SpaceWriter(space.file, trade: trade, widthStep: widthStep)
        for index in open { writer.replace(runs[index], number: index + 1) }
        eithers = writer.eithers
        let file = SourceFile(name: space.file.name, text: writer.text)
        self.space = try DesignSpace(file, name: space.name)
    }

    /// Whether a stride stands before or behind its pool: neither a score nor time complexity tells.
    public var delayChoices: Set<String> {
        Set(zip(runs, numbers).filter { $0.0.pool != nil }.map { "delay\($0.1)" })
    }

    /// How many runs there are.
    public var runCount: Int { runs.count }

    /// What a point replaces, run by run: `stage2: (5,128) → (2,128) x4`; empty for the network itself.
    public func replacement(_ decisions: [Decision]) -> String {
        zip(runs, numbers).compactMap { run, number in
            let new = NewRun(run, decisions, number: number, either: eithers[number] ?? "")
            let before = run.text
            guard new.text != before || new.isDelayed else { return nil }
            let stage = run.stage.isEmpty ? "" : "\(run.stage): "
            let moved = new.isDelayed ? ", stride moved behind the pool" : ""
            return "\(stage)\(before) → \(new.text)\(moved)"
        }.joined(separator: "; ")
    }

    /// True where a point changes both quantities of a trade; of all three, any.
    public func isTrade(_ decisions: [Decision], _ trade: Trade) -> Bool {
        guard trade != .all else { return !replacement(decisions).isEmpty }
        return zip(runs, numbers).allSatisfy { run, number in
            let new = NewRun(run, decisions, number: number, either: eithers[number] ?? "")
            return (!trade.movesKernel || new.kernel != run.kernel)
                && (!trade.movesFilters || new.filters != run.filters)
                && (!trade.movesDepth || new.depth + (new.keepsLast ? 1 : 0) != run.depth)
        }
    }
}

/// A run as a point's decisions make it.
private struct NewRun {
    var kernel: Int
    var filters: Int
    /// Convolutions of the new filters.
    var depth: Int
    /// True where one more convolution follows with the old filters.
    var keepsLast: Bool
    var isDelayed: Bool
    private let oldFilters: Int

    init(_ run: ConvolutionRun, _ decisions: [Decision], number: Int, either: String) {
        let values = Dictionary(decisions.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        kernel = values["kernel\(number)"] ?? run.kernel
        keepsLast = values[either] == 2
        filters = values[keepsLast ? "narrow\(number)" : "filters\(number)"] ?? run.filters
        depth = values[keepsLast ? "before\(number)" : "depth\(number)"] ?? run.depth
        isDelayed = values["delay\(number)"] == 1
        oldFilters = run.filters
    }

    var text: String {
        ConvolutionRun.text(kernel, filters, depth)
            + (keepsLast ? " + " + ConvolutionRun.text(kernel, oldFilters, 1) : "")
    }
}

/// What is wrong with a file that a space is to be spanned around. The sentences stand here and nowhere else.
public enum ConstrainedTimeError: Error, Hashable, Sendable {
    case noRuns
    case hasChoices(String)
}

extension ConstrainedTimeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noRuns:
            "the file has no choice, and no convolution that a space could be spanned around: one with literal numbers that keeps the map, outside of blocks, residuals, branches and repeats"
        case .hasChoices(let name):
            "'--trade' spans a space around a file without choices; this one has '\(name)'"
        }
    }
}

extension DesignSpace {
    /// The choices of the file's own point that have more than one alternative.
    public func openChoices() throws(LanguageError) -> [MetChoice] {
        try choices().filter { $0.domain.count > 1 }
    }

    /// The same network where choices of one alternative each, such as `8|8`, are the numbers that they stand for.
    fileprivate func withoutSingleChoices() throws -> DesignSpace {
        let single = try choices()
        guard !single.isEmpty, let text = text(at: Assignment(single)) else { return self }
        return try DesignSpace(SourceFile(name: file.name, text: text), name: name)
    }

    /// - Throws: `hasChoices` where the file has one.
    public func requireNoChoices() throws {
        if let choice = try openChoices().first { throw ConstrainedTimeError.hasChoices(choice.name) }
    }
}
