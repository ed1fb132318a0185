import NetworkIR
import Testing

@testable import Interchange

@Suite("Damaged and hostile models")
struct HostileModelTests {
    /// A field of this number with this content.
    private func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
        varint(UInt64(number << 3 | 2)) + varint(UInt64(content.count)) + content
    }

    private func varint(_ value: UInt64) -> [UInt8] {
        var value = value
        var bytes: [UInt8] = []
        while value >= 0x80 {
            bytes.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        }
        return bytes + [UInt8(value)]
    }

    private func model(_ bytes: [UInt8]) throws -> ImportedModel { try ImportedModel(ModelBytes(bytes), name: "m") }

    /// A small model with most kinds of field.
    private var sample: [UInt8] {
        var builder = ModelBuilder(input: [1, 3, 16, 16])
        builder.weight("w", 8, 3, 3, 3)
        builder.weight("b", 8)
        builder.node(
            "Conv", ["x", "w", "b"], ["c"], [.integers("pads", [1, 1, 1, 1]), .integers("strides", [2, 2])])
        builder.node("Relu", ["c"], ["r"])
        builder.node("MaxPool", ["r"], ["p"], [.integers("kernel_shape", [2, 2]), .integers("strides", [2, 2])])
        builder.integers("shape", [0, -1])
        builder.node("Reshape", ["p", "shape"], ["f"])
        builder.weight("v", 10, 128)
        builder.node("Gemm", ["f", "v"], ["y"], [.integer("transB", 1)])
        return builder.bytes("y")
    }

    @Test("a length of 2^63")
    func hugeLength() {
        let bytes = varint(7 << 3 | 2) + varint(1 << 63) + [1, 2, 3]
        #expect(throws: ImportError.wire(.overlong(field: 7, length: 1 << 63, offset: 0))) { try model(bytes) }
    }

    @Test("a tensor of a million dimensions")
    func manyDimensions() {
        let tensor = field(1, [UInt8](repeating: 1, count: 1_000_000))
        #expect {
            try model(field(7, field(5, tensor)))
        } throws: { error in
            if case .wire(.partTooLarge(field: 1, length: 1_000_000, _, _))? = error as? ImportError {
                true
            } else {
                false
            }
        }
    }

    @Test("10,000 nested subgraphs are passed over, and their node is refused")
    func nestedSubgraphs() {
        var graph: [UInt8] = []
        for _ in 0..<10_000 {
            let attribute = field(5, field(1, Array("then_branch".utf8)) + field(6, graph))
            graph = field(1, field(1, [120]) + field(2, [121]) + field(4, Array("If".utf8)) + attribute)
        }
        let shape = field(2, [1, 3, 4, 4].reduce([]) { $0 + field(1, varint(8) + varint($1)) })
        let input = field(11, field(1, [120]) + field(2, field(1, [8, 1] + shape)))
        let output = field(12, field(1, [121]))
        #expect {
            try model(field(8, [16, 17]) + field(7, graph + input + output))
        } throws: { error in
            if case .inexpressible(let node, _)? = error as? ImportError { node.operation == "If" } else { false }
        }
    }

    @Test("a cycle")
    func cycle() {
        var builder = ModelBuilder(input: [1, 3, 4, 4])
        builder.node("Add", ["x", "b"], ["a"])
        builder.node("Relu", ["a"], ["b"])
        #expect {
            try builder.imported("b")
        } throws: { error in
            if case .cyclic? = error as? ImportError { true } else { false }
        }
    }

    @Test("sizes beyond 64 bits")
    func hugeSizes() {
        var builder = ModelBuilder(input: [1, 3, 1 << 40, 1 << 40])
        builder.node("Relu", ["x"], ["y"])
        #expect(throws: ImportError.inputTooLarge(name: "x")) { try builder.imported("y") }
    }

    @Test("a sum of a value nobody computes")
    func undefined() {
        var builder = ModelBuilder(input: [1, 3, 4, 4])
        builder.node("Add", ["x", "nowhere"], ["y"])
        let node = NodeName(operation: "Add", name: "the_Add_of_y")
        #expect(throws: ImportError.undefinedValue("nowhere", node: node)) { try builder.imported("y") }
    }

    @Test("a model cut short anywhere is refused or is a smaller model")
    func truncated() {
        let bytes = sample
        #expect(throws: Never.self) { try model(bytes) }
        for length in bytes.indices { _ = try? model(Array(bytes[..<length])) }
    }

    @Test("flipped bits never crash", arguments: [1, 2, 3])
    func flipped(seed: UInt64) {
        let original = sample
        var numbers = SeededNumbers(seed: seed, stream: 0)
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<3 {
                let place = Int(abs(numbers.normal()) * 1e6) % bytes.count
                bytes[place] ^= 1 << UInt8(Int(abs(numbers.normal()) * 1e3) % 8)
            }
            guard let changed = try? model(bytes) else { continue }
            _ = try? changed.languageText(file: "flipped")
        }
    }

    @Test("weights in the file are passed over")
    func weights() throws {
        var tensor = field(1, varint(8) + varint(3) + varint(3) + varint(3)) + [16, 1] + field(8, [119])
        tensor += field(9, [UInt8](repeating: 7, count: 8 * 27 * 4 * 1000))
        let reduced = try WeightFilter.reduce(ModelBytes(field(7, field(5, tensor))))
        #expect(reduced.count < 64)
    }

    @Test("a chain of 20,000 nodes and a ladder of 300 nested shortcuts end in time")
    func long() throws {
        var chain = ModelBuilder(input: [1, 3, 4, 4])
        var last = "x"
        for index in 0..<20_000 {
            chain.node(
                "MaxPool", [last], ["a\(index)"],
                [.integers("kernel_shape", [2, 2]), .integers("pads", [1, 1, 0, 0])])
            last = "a\(index)"
        }
        #expect(try chain.imported(last).network.layers.count == 20_000)
        var ladder = ModelBuilder(input: [1, 3, 4, 4])
        var names = ["x"]
        for index in 0..<300 {
            ladder.node("GlobalAveragePool", [names[index]], ["d\(index)"])
            names.append("d\(index)")
        }
        var current = names[300]
        for index in (1..<300).reversed() {
            ladder.node("Add", [current, names[index]], ["u\(index)"])
            current = "u\(index)"
        }
        #expect(try ladder.imported(current).languageText(file: "ladder").isEmpty == false)
    }
}
