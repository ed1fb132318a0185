import ArchSearch
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import SpaceExploration

/// The times that a search asks for while it reads a space.
enum SearchTimes {
    /// More than any budget: a point with a layer that was never timed, nor anything like it, meets none.
    private static let unknown: Int64 = 1 << 49

    /// - Parameter isCautious: takes the upper ends of the 95 % intervals, so that a point that meets a budget is as good as
    ///   sure to.
    static func times(_ knowledge: TimeKnowledge, batch: Int, precision: Precision, isCautious: Bool) throws
        -> LayerTimes
    {
        let table = try knowledge.wholeTable()
        let wish = knowledge.wish
        return LayerTimes { operation, inputs, output in
            guard operation.takesTime, !operation.isUsuallyFused else { return 0 }
            var maps = inputs
            if case .fullyConnected = operation, let map = inputs.first, let features = try? map.elements() {
                maps = [FeatureMap(channels: features, height: 1, width: 1)]
            }
            let problem = Problem(operation: operation, inputs: maps, batch: batch, precision: precision)
            guard let time = table.time(of: problem, wish)?.estimate else { return unknown }
            let nanoseconds = isCautious ? time.high : time.nanoseconds
            return nanoseconds < Double(unknown) ? Int64(nanoseconds.rounded(.up)) : unknown
        }
    }
}

extension Operation {
    /// True for what a kernel before it usually does in passing; a statement at a time cannot see what stands before it.
    fileprivate var isUsuallyFused: Bool {
        switch self {
        case .batchNorm, .add: true
        case .activation(let activation): activation != .softmax
        default: false
        }
    }
}

extension SearchRequest {
    /// True where a budget or an axis is of time.
    var asksTime: Bool {
        if budgets.contains(where: { $0.metric == .time }) { return true }
        guard case .front(let axes) = goal else { return false }
        return axes.contains { $0.column == .metric(.time) }
    }
}
