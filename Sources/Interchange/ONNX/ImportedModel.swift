import NetworkIR
import SwiftProtobuf

/// A network read from an ONNX model, with what was changed on the way.
public struct ImportedModel: Sendable {
    public var network: Network
    /// What a reader must know of the difference between the graph and the network, in order of the nodes.
    public var warnings: [ImportWarning]

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
        var importer = try GraphImporter(ModelGraph(model), name: name, input: input, keepsOpaque: keepsOpaque)
        try importer.run()
        network = importer.network
        warnings = importer.warnings
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
