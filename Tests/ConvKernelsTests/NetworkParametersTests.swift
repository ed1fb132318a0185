import NetworkIR
import Testing

@testable import ConvKernels

struct NetworkParametersTests {
    /// The root mean square of each map, sixteen residual blocks deep: additions without norms between them, as in SRResNet.
    @Test func mapsStayNearOne() throws {
        var network = Network(name: "deep", input: FeatureMap(channels: 3, height: 12, width: 12))
        let window = Window(kernel: Extent(square: 3), padding: Padding(all: 1))
        func convolution(_ from: Source, _ filters: Int = 16) throws -> Source {
            try network.append(
                .convolution(Convolution(filters: filters, window: window, bias: true)), to: [from],
                name: "layer\(network.layers.count)")
        }
        func append(_ operation: NetworkIR.Operation, _ from: Source...) throws -> Source {
            try network.append(operation, to: from, name: "layer\(network.layers.count)")
        }
        var place = try convolution(.input)
        for _ in 0..<16 {
            let branch = try convolution(try append(.prelu(.channel), try append(.batchNorm, try convolution(place))))
            place = try append(.add, branch, place)
        }
        _ = try append(.activation(.tanh), try convolution(place, 3))
        // Every map is looked at.
        network.outputs = Array(network.layers.indices)
        let parameters = try NetworkParameters.random(network, values: .scaled, seed: 3)
        let image = Problem(operation: .activation(.relu), inputs: [network.input])
        let reference = try NetworkReference(of: network, parameters, input: try image.randomOperands(seed: 3)[0])
        for (layer, map) in zip(network.layers, reference.outputs) {
            let square = map.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(map.count)
            // A sum of seventeen maps has the mean square 17, about.
            #expect((0.1...40).contains(square), "\(layer.name): \(square)")
        }
        // The tanh at the end tells its inputs apart.
        let last = try #require(reference.outputs.last)
        #expect(last.count { abs($0) < 0.9 } > last.count / 2)
    }
}
