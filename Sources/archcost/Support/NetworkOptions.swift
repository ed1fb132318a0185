import ArchLanguage
import ArgumentParser
import CostAnalysis
import NetworkIR
import Reporting

extension Precision: ExpressibleByArgument {}

/// Which point of a file's space is meant, and how a file that is no text becomes one.
struct AssignmentOptions: ParsableArguments {
    @OptionGroup var model: ModelOptions

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Take an alternative of a choice, as w=96 or conv2.kernel=5; may be repeated. 'describe' lists the choices.",
            valueName: "name=value"))
    var settings: [ChoiceSetting] = []

    func validate() throws {
        for (index, setting) in settings.enumerated() {
            guard let other = settings[..<index].first(where: { $0.name == setting.name && $0.value != setting.value })
            else { continue }
            throw ValidationError("'--set' gives '\(setting.name)' twice, \(other.value) and \(setting.value).")
        }
    }

    /// Values by choice name.
    var assignment: Assignment {
        Assignment(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}

/// `name=value` on the command line.
struct ChoiceSetting: ExpressibleByArgument, Hashable {
    var name: String
    var value: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let value = Int(parts[1]), value >= 0 else { return nil }
        self.init(name: String(parts[0]), value: value)
    }

    init(name: String, value: Int) {
        self.name = name
        self.value = value
    }
}

/// Under what conditions networks are priced.
struct PricingOptions: ParsableArguments {
    @OptionGroup var point: AssignmentOptions

    @Option(name: .long, help: "Images at once.")
    var batch = 1

    @Option(name: .long, help: "Precision of maps and weights: f32, bf16, f16 or int8.")
    var precision: Precision = .f32

    func validate() throws {
        if batch < 1 { throw ValidationError("'--batch' must be at least 1; got \(batch).") }
    }

    /// True where an option says something else than the default.
    var isGiven: Bool {
        !point.settings.isEmpty || point.model.input != nil || point.model.keepsOpaque || batch != 1
            || precision != .f32
    }

    var conditions: CostConditions { CostConditions(batch: batch, precision: precision) }

    /// The network of a file at the chosen point, priced.
    func estimate(_ path: String) throws -> NetworkEstimate {
        try estimate(InputFile(path: path).space(point.model), file: path)
    }

    /// The networks of several files at the chosen point, priced. A choice need be known in one of them only.
    func estimates(_ paths: [String]) throws -> [NetworkEstimate] {
        guard paths.count > 1, !point.settings.isEmpty else { return try paths.map { try estimate($0) } }
        let spaces = try paths.map { try InputFile(path: $0).space(point.model) }
        let unknown = spaces.map { $0.unknownNames(in: point.assignment) }
        let nowhere = unknown.dropFirst().reduce(unknown[0]) { $0.intersection($1) }
        return try zip(paths, zip(spaces, unknown)).map { path, file in
            let (space, unknown) = file
            let known = point.assignment.filter { !unknown.contains($0.key) || nowhere.contains($0.key) }
            return try estimate(space, at: known, file: path)
        }
    }

    /// The network of a space at the chosen point, priced.
    func estimate(_ space: DesignSpace, file: String) throws -> NetworkEstimate {
        try estimate(space, at: point.assignment, file: file)
    }

    private func estimate(_ space: DesignSpace, at assignment: Assignment, file: String) throws -> NetworkEstimate {
        let network = try space.network(assignment)
        let cost = try naming(file) { try network.cost(under: conditions) }
        return NetworkEstimate(network: network, cost: cost, file: file)
    }
}

/// Says which file could not be priced.
func naming<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as CostError {
        throw CommandFailure("\(file): \(error)")
    }
}

extension DesignSpace {
    /// The names of an assignment that no choice met at its point has.
    fileprivate func unknownNames(in assignment: Assignment) -> Set<String> {
        do {
            _ = try choices(assignment)
            return []
        } catch {
            return Set(
                error.assignmentProblems.compactMap { problem in
                    switch problem {
                    case .unknownChoice(let name, _), .noChoices(let name): name
                    case .notMet: nil
                    }
                })
        }
    }
}
