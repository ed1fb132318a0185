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

    /// Values by choice name; of several settings of one choice the last holds.
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

    var conditions: CostConditions { CostConditions(batch: batch, precision: precision) }

    /// The network of a file at the chosen point, priced.
    func estimate(_ path: String) throws -> NetworkEstimate {
        try estimate(InputFile(path: path).space(point.model), file: path)
    }

    /// The network of a space at the chosen point, priced.
    func estimate(_ space: DesignSpace, file: String) throws -> NetworkEstimate {
        let network = try space.network(point.assignment)
        return NetworkEstimate(network: network, cost: try network.cost(under: conditions), file: file)
    }
}
