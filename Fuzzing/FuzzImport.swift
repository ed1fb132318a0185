// The fuzzer's second target: every sequence of bytes is read as an ONNX model, printed and priced.
// `Scripts/fuzz-import` builds and runs it.

import ArchLanguage
import CostAnalysis
import Interchange
import NetworkIR
import SourceText

/// One input of libFuzzer; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    do throws(ImportError) {
        let model = try ImportedModel(
            ModelBytes(bytes), name: "fuzz", input: FeatureMap(channels: 3, height: 64, width: 64),
            keepsOpaque: count % 2 == 0)
        for warning in model.warnings { precondition(!warning.description.isEmpty, "an empty warning") }
        _ = try? model.network.cost()
        guard let text = try? model.languageText(file: "fuzz.onnx") else { return 0 }
        let file = SourceFile(name: "fuzz.arch", text: text)
        guard let again = try? DesignSpace(file, name: "fuzz").network() else {
            fatalError("the text does not parse:\n\(text)")
        }
        precondition(again.input == model.network.input, "the text has another input:\n\(text)")
        precondition(again.layers.count == model.network.layers.count, "the text has other layers:\n\(text)")
    } catch {
        // Showing a problem must be as safe as finding it.
        precondition(!error.description.isEmpty, "an empty message")
    }
    return 0
}
