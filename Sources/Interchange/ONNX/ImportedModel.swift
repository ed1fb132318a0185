import NetworkIR
import SwiftProtobuf

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.allSatisfy { $0.value < 0x20 || $0.value == 0x7F } }
}

/// A network read from an ONNX model, with what was changed on the way.
public struct ImportedModel: Sendable {
    public var network: Network
    /// What a reader must know of the difference between the graph and the network, in order of the nodes.
    public var warnings: [ImportWarning]
    /// Who wrote the file, such as `pytorch 2.15.0`; empty where it does not say.
    public var producer: String
    /// The operator set that the graph is written in.
    public var opset: Int

    /// Reads a model without its weights.
    ///
    /// - Parameters:
    ///   - bytes: an ONNX file; initializers may be external and absent.
    ///   - name: what reports call the network.
    ///   - input: the shape of one image, where the graph leaves it open.
    ///   - keepsOpaque: keep nodes that have no word, with a warning each, instead of refusing the model.
    /// - Throws: the first thing that is wrong.
    public init(
        _ bytes: consuming ModelBytes, name: String, input: FeatureMap? = nil, keepsOpaque: Bool = false
    ) throws(ImportError) {
        let model = try ImportedModel.decode(bytes)
        let graph = try ModelGraph(model)
        var importer = try GraphImporter(graph, name: name, input: input, keepsOpaque: keepsOpaque)
        try importer.run()
        network = importer.network
        warnings = importer.warnings
        opset = graph.opset
        producer = [model.producerName, model.producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The network in the language, with one comment that names the file it came from.
    ///
    /// - Throws: `UnsayableNetwork` where an operation stands where the language has no word for it.
    public func languageText(file: String) throws(UnsayableNetwork) -> String {
        var words = [file, "ONNX operator set \(opset)"]
        if !producer.isEmpty { words.append("written by \(producer)") }
        if !opaqueNodes.isEmpty {
            let named = opaqueNodes.prefix(ImportedModel.namedNodes).map(\.description).joined(separator: ", ")
            let more = opaqueNodes.count - ImportedModel.namedNodes
            words.append("opaque: \(named)\(more > 0 ? " and \(more) more" : "")")
        }
        // A name may hold anything; a comment ends with its line.
        let comment = "From " + words.joined(separator: ", ")
        return try network.languageText(comment: String(comment.map { $0.isNewline || $0.isControl ? " " : $0 }))
    }

    /// How many of the nodes without a word the text's comment names.
    private static let namedNodes = 4

    /// The nodes kept as opaque, in the graph's order.
    private var opaqueNodes: [NodeName] {
        warnings.compactMap { if case .keptOpaque(let node, _) = $0 { node } else { nil } }
    }

    private static func decode(_ bytes: consuming ModelBytes) throws(ImportError) -> Onnx_ModelProto {
        let structure: [UInt8]
        do throws(WireError) {
            structure = try WeightFilter.reduce(bytes)
        } catch {
            throw .wire(error)
        }
        guard let model = try? Onnx_ModelProto(serializedBytes: structure) else { throw .wire(.undecodable) }
        return model
    }
}
