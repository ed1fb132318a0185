import ArchLanguage
import CostAnalysis
import Foundation
import NetworkIR
import SourceText
import Testing

@testable import Interchange

@Suite("Out and in again")
struct RoundTripTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("architectures")

    /// The networks of the repository; `knn` has no operator in ONNX.
    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".arch") && $0 != "knn-head.arch" }.map { String($0.dropLast(5)) }.sorted()

    static func network(_ name: String) throws -> Network {
        let text = try String(contentsOf: folder.appendingPathComponent("\(name).arch"), encoding: .utf8)
        return try DesignSpace(SourceFile(name: name, text: text), name: name).network()
    }

    static func network(text: String) throws -> Network {
        try DesignSpace(SourceFile(name: "text", text: text), name: "text").network()
    }

    static func bytes(_ network: Network, _ filling: WeightFilling = .none, seed: UInt64 = 0) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try ONNXModel(network, filling: filling, seed: seed, producerVersion: "test").write { bytes += $0 }
        return bytes
    }

    @Test("what ONNX says of a network is the network", arguments: names)
    func onnx(name: String) throws {
        let network = try Self.network(name)
        let model = try ImportedModel(ModelBytes(Self.bytes(network)), name: name)
        #expect(model.warnings.isEmpty)
        let (mine, theirs) = (try network.cost(), try model.network.cost())
        #expect(mine.total.macs == theirs.total.macs)
        #expect(mine.total.params == theirs.total.params)
        let again = try Self.network(text: model.languageText(file: name))
        #expect(network.computesSame(as: model.network))
        #expect(network.computesSame(as: again))
    }

    @Test("recovered text says the network, and is short", arguments: names)
    func text(name: String) throws {
        let network = try Self.network(name)
        let text = try network.languageText(comment: name)
        #expect(network.computesSame(as: try Self.network(text: text)))
        #expect(text.split(separator: "\n").count <= 60, "\(text)")
    }

    @Test("equal seeds make equal weights, other seeds others; He's deviation holds")
    func weights() throws {
        let network = try Self.network(text: "input 16x8x8\nconv 3 64\nfc 10")
        let first = try Self.bytes(network, .he, seed: 1)
        #expect(first == (try Self.bytes(network, .he, seed: 1)))
        #expect(first != (try Self.bytes(network, .he, seed: 2)))
        #expect(try Self.bytes(network, .none).count < 1_500)
        var numbers = SeededNumbers(seed: 5, stream: 3)
        let drawn = (0..<100_000).map { _ in Double(numbers.normal()) }
        let mean = drawn.reduce(0, +) / 1e5
        let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1e5
        #expect(abs(mean) < 0.02)
        #expect(abs(variance - 1) < 0.03)
    }

    @Test("what ONNX cannot say is refused by name")
    func refusals() throws {
        let votes = try Self.network(text: "input 3x8x8\ngap\nknn 100 5")
        #expect {
            try ONNXModel(votes, producerVersion: "test")
        } throws: { error in
            if case .inexpressible(_, "knn", "ONNX", _)? = error as? ExportError { true } else { false }
        }
        let uneven = try Self.network(text: "input 3x10x10\nadaptivepool 4x3")
        #expect {
            try ONNXModel(uneven, producerVersion: "test")
        } throws: { error in
            if case .inexpressible(_, "adaptivepool", "ONNX", _)? = error as? ExportError { true } else { false }
        }
    }
}
