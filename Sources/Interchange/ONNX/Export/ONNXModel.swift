import NetworkIR
import SwiftProtobuf

/// A network as an ONNX model, ready to be written.
///
/// The weights are made while they are written, so that memory does not grow with them.
public struct ONNXModel: Sendable {
    /// A message of protobuf may not be longer.
    private static let largest = Int(Int32.max)
    /// Intermediate representation of ONNX 1.16; readers of 2024 and later know it.
    private static let version: Int64 = 10

    private let head: [UInt8]
    private let graph: [UInt8]
    private let tensors: [TensorPart]
    private let seed: UInt64
    private let filling: WeightFilling

    private struct TensorPart: Sendable {
        /// Everything of the tensor's message before its numbers.
        var head: [UInt8]
        var deviation: Float
        var constant: Float
        /// Numbers to be made.
        var count: Int
    }

    /// - Parameters:
    ///   - version: of archcost, named as the producer.
    ///   - seed: equal seeds make equal weights.
    /// - Throws: the first layer that ONNX has no operator for, by name; or that the model outgrows a file.
    public init(
        _ network: Network, filling: WeightFilling = .he, seed: UInt64 = 0, producerVersion: String
    ) throws(ExportError) {
        let exporter = try GraphExporter(network)
        var model = Onnx_ModelProto()
        model.irVersion = ONNXModel.version
        model.producerName = "archcost"
        model.producerVersion = producerVersion
        var operators = Onnx_OperatorSetIdProto()
        operators.version = Int64(exporter.opset)
        model.opsetImport = [operators]
        guard let head: [UInt8] = try? model.serializedBytes(),
            let graph: [UInt8] = try? exporter.graph(batch: 1).serializedBytes()
        else { throw .overflow }
        self.head = head
        self.graph = graph
        self.seed = seed
        self.filling = filling
        var parts: [TensorPart] = []
        for tensor in exporter.tensors {
            do throws(CountOverflow) {
                parts.append(try ONNXModel.part(tensor, filling))
            } catch { throw .overflow }
        }
        tensors = parts
        let size = graph.count + tensors.reduce(0) { $0 &+ ONNXModel.fieldSize($1) }
        guard size >= 0, size <= ONNXModel.largest - head.count - 16 else { throw .tooLarge(bytes: size) }
    }

    /// Hands the file over in pieces, in order.
    ///
    /// - Throws: what `sink` throws.
    public func write(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        var wire = WireText()
        wire.bytes = head
        wire.lead(field: 7, length: graph.count + tensors.reduce(0) { $0 + ONNXModel.fieldSize($1) })
        wire.bytes += graph
        for (index, tensor) in tensors.enumerated() {
            wire.lead(field: 5, length: ONNXModel.size(tensor))
            wire.bytes += tensor.head
            if tensor.count > 0 { try write(tensor, index, &wire, to: sink) }
            try wire.flush(beyond: 1 << 16, to: sink)
        }
        try wire.flush(beyond: 0, to: sink)
    }

    private func write(
        _ tensor: TensorPart, _ index: Int, _ wire: inout WireText, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        wire.lead(field: 9, length: 4 * tensor.count)
        var numbers = SeededNumbers(seed: seed, stream: index)
        for _ in 0..<tensor.count {
            let value = tensor.deviation > 0 ? tensor.deviation * numbers.normal() : tensor.constant
            let bits = value.bitPattern
            wire.bytes.append(UInt8(truncatingIfNeeded: bits))
            wire.bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            wire.bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            wire.bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
            if wire.bytes.count >= 1 << 20 { try wire.flush(beyond: 0, to: sink) }
        }
    }

    // MARK: Sizes

    private static func part(_ tensor: ModelTensor, _ filling: WeightFilling) throws(CountOverflow) -> TensorPart {
        var wire = WireText()
        for dim in tensor.dims { wire.number(field: 1, UInt64(dim)) }
        wire.number(field: 2, UInt64(tensor.elementType.number))
        wire.text(field: 8, Array(tensor.name.utf8))
        let count = try tensor.count()
        var part = TensorPart(head: [], deviation: 0, constant: 0, count: count)
        if filling == .none, tensor.isWeight {
            // Data elsewhere: a key and a value, by the specification's names.
            var entry = WireText()
            entry.text(field: 1, Array("location".utf8))
            entry.text(field: 2, Array("weights.bin".utf8))
            wire.text(field: 13, entry.bytes)
            wire.number(field: 14, 1)
            part.count = 0
        }
        switch tensor.rule {
        case .learned(let inputs):
            if filling == .he { part.deviation = (2 / Float(max(inputs, 1))).squareRoot() }
        case .constant(let value): part.constant = filling == .zero && value == 0.25 ? 0 : value
        case .integers(let values):
            wire.text(
                field: 9, values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } })
            part.count = 0
        case .reals(let values):
            wire.text(
                field: 9,
                values.flatMap { value in
                    (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
                })
            part.count = 0
        }
        part.head = wire.bytes
        _ = try checkedProduct(part.count, 8)
        return part
    }

    /// Bytes of a tensor's message.
    private static func size(_ part: TensorPart) -> Int {
        guard part.count > 0 else { return part.head.count }
        return part.head.count &+ 1 &+ WireText.size(of: UInt64(4 &* part.count)) &+ 4 &* part.count
    }

    /// Bytes of a tensor as a field.
    private static func fieldSize(_ part: TensorPart) -> Int {
        1 &+ WireText.size(of: UInt64(bitPattern: Int64(size(part)))) &+ size(part)
    }
}

/// Bytes of protobuf's wire format as they are put together.
private struct WireText {
    var bytes: [UInt8] = []

    static func size(of value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }

    private mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    mutating func number(field: Int, _ value: UInt64) {
        varint(UInt64(field) << 3)
        varint(value)
    }

    /// The key and length of a field whose content follows.
    mutating func lead(field: Int, length: Int) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(length))
    }

    mutating func text(field: Int, _ content: [UInt8]) {
        lead(field: field, length: content.count)
        bytes += content
    }

    /// Hands over what has come together, where it is more than a limit.
    mutating func flush(beyond limit: Int, to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        guard bytes.count > limit else { return }
        try bytes.withUnsafeBytes { try sink($0) }
        bytes.removeAll(keepingCapacity: true)
    }
}
