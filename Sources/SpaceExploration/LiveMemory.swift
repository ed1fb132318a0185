import ArchLanguage
import CostAnalysis
import NetworkIR

/// The memory that is live while a cursor's fresh layers run, by the rules of `CostAnalysis`' peak memory: a map lives
/// from its layer to its last reader, a view shares its source's memory.
struct LiveMemory {
    private let network: Network
    private let firstFresh: Int
    /// The layer whose memory each layer's map lies in; -1 is the network's input.
    private let memory: [Int]
    private let heldBefore: Set<Int>
    private let heldAfter: Set<Int>
    /// What the network's input lies in.
    private let inputMemory: FeatureMap

    /// - Parameters:
    ///   - firstFresh: the first layer that runs; those before it stand for maps made earlier.
    ///   - heldBefore: maps needed before those layers run, and `heldAfter` those needed behind them.
    ///   - inputMemory: the map that the network's input is a view of; nil where it is none.
    init(
        _ network: Network, firstFresh: Int, heldBefore: [Source], heldAfter: [Source], inputMemory: FeatureMap? = nil
    ) {
        self.network = network
        self.inputMemory = inputMemory ?? network.input
        self.firstFresh = firstFresh
        var memory: [Int] = []
        func place(_ source: Source) -> Int {
            switch source {
            case .input: -1
            case .layer(let index): memory[index]
            }
        }
        for (index, layer) in network.layers.enumerated() {
            let isView = layer.operation.isView && layer.inputs.count == 1
            memory.append(isView ? place(layer.inputs[0]) : index)
        }
        self.heldBefore = Set(heldBefore.map(place))
        self.heldAfter = Set(heldAfter.map(place))
        self.memory = memory
    }

    /// The most bytes live at once from the first fresh layer to the last; none where there is none.
    func peak(stored: [Int], under conditions: CostConditions) throws(CountOverflow) -> Int {
        guard firstFresh < network.layers.count else { return 0 }
        var lastReader: [Int: Int] = [:]
        for index in network.layers.indices.dropFirst(firstFresh) {
            lastReader[memory[index]] = index
            for source in network.layers[index].inputs { lastReader[place(source)] = index }
        }
        var live = 0
        // A decision taken since may have gone past the only statement that would have read a map.
        for held in heldBefore where lastReader[held] != nil || heldAfter.contains(held) {
            live = try checkedSum(live, try size(held, conditions))
        }
        var peak = live
        for index in network.layers.indices.dropFirst(firstFresh) {
            let own = memory[index]
            if own == index { live = try checkedSum(live, try size(own, conditions)) }
            peak = max(peak, try checkedSum(live, stored[index - firstFresh]))
            for used in Set(network.layers[index].inputs.map(place)).union([own])
            where lastReader[used] == index && !heldAfter.contains(used) {
                live -= try size(used, conditions)
            }
        }
        return try checkedProduct(peak, conditions.precision.bytes)
    }

    private func place(_ source: Source) -> Int {
        switch source {
        case .input: -1
        case .layer(let index): memory[index]
        }
    }

    private func size(_ memory: Int, _ conditions: CostConditions) throws(CountOverflow) -> Int {
        let map = memory < 0 ? inputMemory : network.layers[memory].output
        return try checkedProduct(map.elements(), conditions.batch)
    }
}

/// The maps that a cursor holds between statements.
struct HeldMemory {
    /// True where the current map is kept for something else as well.
    let inputIsHeld: Bool
    /// The map that the current one is a view of; the current one itself where it takes as much.
    let memory: FeatureMap
    private let others: [FeatureMap]

    init(_ cursor: SpaceCursor) {
        let network = cursor.network
        let current = network.memory(of: cursor.source)
        let rest = Set(cursor.heldElsewhere.map(network.memory(of:)))
        inputIsHeld = rest.contains(current)
        memory = network.memoryMap(of: cursor.source)
        others = rest.subtracting([current]).map(network.map(of:))
    }

    /// Bytes of all held maps but the current one.
    func bytesBesideInput(under conditions: CostConditions) throws(CountOverflow) -> Int64 {
        var elements = 0
        for map in others { elements = try checkedSum(elements, map.elements()) }
        return Int64(try checkedProduct(elements, conditions.batch, conditions.precision.bytes))
    }
}

extension Network {
    /// The map whose memory a map lies in; the map itself where that takes as much.
    func memoryMap(of source: Source) -> FeatureMap {
        let (own, whole) = (map(of: source), map(of: memory(of: source)))
        return (try? own.elements()) == (try? whole.elements()) ? own : whole
    }
}
