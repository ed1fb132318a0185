public import ArchLanguage
import ArchSearch
import CostAnalysis
import NetworkIR
import SourceText

/// A design space as a layered graph, with the decisions that its edges stand for.
public struct SpaceGraph: Sendable {
    public let space: DesignSpace
    /// Decisions that hold for all points.
    public let fixed: Assignment
    public let columns: [CostColumn]
    public let graph: LayeredGraph
    /// What each decision number of the graph stands for.
    public let decisions: [[Decision]]
    /// Assignments that a shape or a number rules out (not a `require`), with what is wrong; the first few.
    public let refusals: [Diagnostic]

    /// The decisions along a path, in the order taken.
    public func decisions(along path: [Int]) -> [Decision] {
        path.flatMap { decisions[graph.decision(of: $0)] }
    }

    /// The assignment of a point, for `DesignSpace.network`.
    public func assignment(of path: [Int]) -> Assignment {
        var assignment = fixed
        for decision in decisions(along: path) { assignment[decision.name] = decision.value }
        return assignment
    }

    /// Reads a space.
    ///
    /// - Parameter times: needed where a column is of time.
    /// - Throws: `ExplorationError`, or the diagnostics of the file where no point of it can be laid out.
    public init(
        _ space: DesignSpace, fixing assignment: Assignment = [:], columns: [CostColumn],
        conditions: CostConditions = CostConditions(), times: LayerTimes? = nil,
        options: SearchOptions = SearchOptions()
    ) throws {
        // The first point must be right, and all names of the assignment known.
        _ = try space.network(assignment)
        var reader = SpaceReader(
            space, fixing: assignment, columns: columns, conditions: conditions, times: times, options: options)
        try reader.read()
        self.space = space
        fixed = assignment
        self.columns = columns
        decisions = reader.catalogue.table.decisions
        refusals = reader.catalogue.refusals
        do {
            graph = try reader.builder.finish()
        } catch {
            throw ExplorationError.overflow(line: 0)
        }
    }
}

/// One choice and the alternative taken.
public typealias Decision = ChoiceValue
