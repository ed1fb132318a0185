import NetworkIR
import ReferenceKernels

/// A network computed layer by layer with the reference loops, in plain layouts: what an executor must agree with.
public struct NetworkReference {
    private let network: Network
    private let parameters: NetworkParameters
    private let input: [Float]
    private let batch: Int
    /// One a layer, NCHW; empty where nobody asks for it any more.
    private let maps: [[Float]]

    /// - Parameters:
    ///   - input: the batch of input images, NCHW.
    ///   - batch: images.
    ///   - isCancelled: asked again and again; once it says true, `interrupted` is thrown.
    public init(
        of network: Network, _ parameters: NetworkParameters, input: [Float], batch: Int = 1,
        unless isCancelled: () -> Bool = { false }
    ) throws(KernelError) {
        var maps: [[Float]] = []
        let releases = NetworkReference.releases(in: network)
        for (index, layer) in network.layers.enumerated() {
            guard !layer.operation.isOpaque else {
                throw .executor(layer: layer.name, reason: "nobody knows what an opaque layer computes")
            }
            let sources = layer.inputs.map { source in
                switch source {
                case .input: input
                case .layer(let index): maps[index]
                }
            }
            let problem = Problem(operation: layer.operation, inputs: network.inputs(of: layer), batch: batch)
            maps.append(
                try referenceMap(
                    problem, sources, parameters.layers[index], epsilon: parameters.epsilon, unless: isCancelled))
            if isCancelled() { throw .interrupted(problem: problem.key) }
            // All maps of a large network together are gigabytes.
            for map in releases[index] { maps[map] = [] }
        }
        self.network = network
        self.parameters = parameters
        self.input = input
        self.batch = batch
        self.maps = maps
    }

    /// By layer, the maps that nobody needs once it has run: it was their last reader, and they are neither outputs nor what
    /// nearest neighbours were searched for.
    private static func releases(in network: Network) -> [[Int]] {
        var kept = Set(network.outputs)
        var lastReaders: [Int: Int] = [:]
        for (index, layer) in network.layers.enumerated() {
            for case .layer(let source) in layer.inputs {
                lastReaders[source] = index
                if case .nearestNeighbours = layer.operation { kept.insert(source) }
            }
        }
        var releases = [[Int]](repeating: [], count: network.layers.count)
        for (map, reader) in lastReaders where !kept.contains(map) { releases[reader].append(map) }
        return releases
    }

    /// The maps of `network.outputs`, in that order.
    public var outputs: [[Float]] { network.outputs.map { maps[$0] } }

    /// How far an executor's outputs are from these: the largest difference over the largest expected value, the worst of
    /// all outputs; infinite for a NaN or a wrong number of elements.
    ///
    /// The numbers of nearest neighbours are no quantities: of two vectors that are about as far away either may come
    /// first, as the features are rounded. So their distances are compared, rank by rank.
    public func relativeDifference(of found: [[Float]]) -> Float {
        guard found.map(\.count) == outputs.map(\.count) else { return .infinity }
        var worst: Float = 0
        for (found, index) in zip(found, network.outputs) {
            guard let search = neighbourSearch(behind: index) else {
                worst = max(worst, difference(found, maps[index]))
                continue
            }
            guard let distances = search.distances(of: found), let expected = search.distances(of: maps[index]) else {
                return .infinity
            }
            worst = max(worst, difference(distances, expected))
        }
        return worst
    }

    private func difference(_ found: [Float], _ expected: [Float]) -> Float {
        var (largest, difference): (Float, Float) = (0, 0)
        for (value, reference) in zip(found, expected) {
            guard value.isFinite else { return .infinity }
            largest = max(largest, abs(reference))
            difference = max(difference, abs(value - reference))
        }
        return largest > 0 ? difference / largest : difference
    }

    /// The nearest-neighbour search whose numbers a layer hands on unchanged; nil where there is none.
    private func neighbourSearch(behind index: Int) -> NeighbourSearch? {
        let layer = network.layers[index]
        switch (layer.operation, layer.inputs[0]) {
        case (.nearestNeighbours(let references, let neighbours), let source):
            let features =
                switch source {
                case .input: input
                case .layer(let index): maps[index]
                }
            return NeighbourSearch(
                features: features, stored: parameters.layers[index].operands[0], references: references,
                neighbours: neighbours, batch: batch)
        case (.dropout, .layer(let before)), (.flatten, .layer(let before)): return neighbourSearch(behind: before)
        default: return nil
        }
    }
}

/// What a nearest-neighbour search has looked among.
private struct NeighbourSearch {
    /// Of each image, and of each stored vector.
    var features: [Float]
    var stored: [Float]
    var references: Int
    var neighbours: Int
    var batch: Int

    /// The squared distance of each neighbour that was found, by image and rank; nil where one has a number that no
    /// stored vector has, or is found twice.
    func distances(of numbers: [Float]) -> [Float]? {
        let count = features.count / batch
        var distances: [Float] = []
        for image in 0..<batch {
            var seen: Set<Int> = []
            for rank in 0..<neighbours {
                guard let number = Int(exactly: numbers[image * neighbours + rank]), (0..<references).contains(number),
                    seen.insert(number).inserted
                else { return nil }
                var sum: Float = 0
                for feature in 0..<count {
                    let difference = features[image * count + feature] - stored[number * count + feature]
                    sum += difference * difference
                }
                distances.append(sum)
            }
        }
        return distances
    }
}

private func referenceMap(
    _ problem: Problem, _ sources: [[Float]], _ parameters: LayerParameters, epsilon: Double,
    unless isCancelled: () -> Bool
) throws(KernelError) -> [Float] {
    let plan = try ReferencePlan(problem, epsilon: epsilon)
    var buffers: [AlignedBuffer] = []
    for values in sources + parameters.operands {
        let buffer = try AlignedBuffer(floats: values.count)
        _ = buffer.floats.update(fromContentsOf: values)
        buffers.append(buffer)
    }
    let output = try problem.outputMap()
    let positions = output.height * output.width
    let result = try AlignedBuffer(floats: problem.batch * output.channels * positions)
    // Pointers do not keep what they point to, and an array may go right after its last use.
    return withExtendedLifetime((buffers, result)) {
        plan.run(buffers.map { UnsafePointer($0.elements) }, result.floats, unless: isCancelled)
        if let bias = parameters.bias {
            for place in result.floats.indices { result.floats[place] += bias[place / positions % output.channels] }
        }
        return Array(result.floats)
    }
}
