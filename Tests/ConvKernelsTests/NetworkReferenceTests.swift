import NetworkIR
import Testing

@testable import ConvKernels

struct NetworkReferenceTests {
    /// Stored vectors on a line, 0, 1, 2, …, 9, and a query at 4.5: 4 and 5 are as far away, as are 3 and 6.
    private func search(neighbours: Int) throws -> NetworkReference {
        var network = Network(name: "vote", input: FeatureMap(channels: 1, height: 1, width: 1))
        let search = try network.append(
            .nearestNeighbours(references: 10, neighbours: neighbours), to: [.input], name: "knn")
        _ = try network.append(.dropout(rate: Decimal6(millionths: 0)), to: [search], name: "drop")
        network.outputs = [1]
        let parameters = NetworkParameters(
            layers: [LayerParameters(operands: [(0..<10).map { Float($0) }]), LayerParameters()], epsilon: 0)
        return try NetworkReference(of: network, parameters, input: [4.5])
    }

    @Test func neighboursAreComparedByTheirDistances() throws {
        let reference = try search(neighbours: 4)
        #expect(reference.outputs == [[4, 5, 3, 6]])
        #expect(reference.relativeDifference(of: [[4, 5, 3, 6]]) == 0)
        // Of two that are as far away, either may come first.
        #expect(reference.relativeDifference(of: [[5, 4, 6, 3]]) == 0)
        // Squared distances 0.25, 0.25, 2.25 and, where 2.25 is right, 6.25.
        #expect(reference.relativeDifference(of: [[4, 5, 3, 7]]) == 4 / 2.25)
        // Ranks count: 2.25 where 0.25 is right.
        #expect(reference.relativeDifference(of: [[3, 4, 5, 6]]) == 2 / 2.25)
    }

    /// A map goes when its last reader has run: here the first map's is the sum, three layers later, and the output in the
    /// middle stays.
    @Test func mapsStayAsLongAsTheyAreRead() throws {
        var network = Network(name: "skip", input: FeatureMap(channels: 2, height: 1, width: 1))
        let first = try network.append(.activation(.relu), to: [.input], name: "first")
        let second = try network.append(.activation(.relu6), to: [first], name: "second")
        let third = try network.append(.add, to: [second, .input], name: "third")
        _ = try network.append(.add, to: [third, first], name: "fourth")
        network.outputs = [2, 3]
        let reference = try NetworkReference(
            of: network, NetworkParameters(layers: network.layers.map { _ in LayerParameters() }, epsilon: 0),
            input: [9, -2])
        // 9 and 0, cut at six; plus the input; plus the first map.
        #expect(reference.outputs == [[15, -2], [24, -2]])
    }

    @Test(
        arguments: [[4, 5, 3, 3], [4, 5, 3, 10], [4, 5, 3, -1], [4, 5, 3, 5.5], [4, 5, 3, .nan], [4, 5, 3]] as [[Float]]
    )
    func refusesWhatIsNoNeighbour(_ found: [Float]) throws {
        #expect(try search(neighbours: 4).relativeDifference(of: [found]) == .infinity)
    }

    @Test func quantitiesAreComparedAsTheyAre() throws {
        var network = Network(name: "sum", input: FeatureMap(channels: 2, height: 1, width: 1))
        _ = try network.append(.activation(.relu), to: [.input], name: "relu")
        network.outputs = [0]
        let reference = try NetworkReference(
            of: network, NetworkParameters(layers: [LayerParameters()], epsilon: 0), input: [4, -1])
        #expect(reference.outputs == [[4, 0]])
        #expect(reference.relativeDifference(of: [[4, 1]]) == 0.25)
        #expect(reference.relativeDifference(of: [[4, .nan]]) == .infinity)
        #expect(reference.relativeDifference(of: [[4]]) == .infinity)
        #expect(reference.relativeDifference(of: []) == .infinity)
    }
}
