import CostAnalysis
import Foundation
import NetworkIR
import Testing

@testable import Interchange

/// Exports of PyTorch 2.15.0 and torchvision 0.29.2, counted by forward hooks. The exporter folds batch norms into the
/// convolutions before them, so that parameters are checked only where it was told not to.
@Suite("ONNX files of published models")
struct GoldenImportTests {
    struct Row: CustomTestStringConvertible {
        var name: String
        var macs: Int
        var timeComplexity: Int
        var activations: Int
        var convolutions: Int
        /// The most lines that the text may take.
        var lines: Int
        var testDescription: String { name }
    }

    static let folder = "/work/shared/golden/onnx"
    static let isThere = FileManager.default.fileExists(atPath: folder)

    static let rows: [Row] = [
        Row(
            name: "alexnet", macs: 714_188_480, timeComplexity: 655_566_528, activations: 494_184, convolutions: 5,
            lines: 40),
        Row(
            name: "dcgan_g64", macs: 104_628_224, timeComplexity: 104_628_224, activations: 135_168, convolutions: 5,
            lines: 40),
        Row(
            name: "densenet121", macs: 2_834_161_664, timeComplexity: 2_833_137_664, activations: 6_900_200,
            convolutions: 120, lines: 60),
        Row(
            name: "efficientnet_b0", macs: 385_814_752, timeComplexity: 384_534_752, activations: 6_748_036,
            convolutions: 81, lines: 40),
        Row(
            name: "googlenet", macs: 1_498_376_192, timeComplexity: 1_497_352_192, activations: 3_227_160,
            convolutions: 57, lines: 40),
        Row(name: "lenet5", macs: 416_520, timeComplexity: 357_600, activations: 6_518, convolutions: 2, lines: 40),
        Row(
            name: "mobilenet_v2", macs: 300_774_272, timeComplexity: 299_494_272, activations: 6_679_112,
            convolutions: 52, lines: 40),
        Row(
            name: "mobilenet_v3_large", macs: 216_589_760, timeComplexity: 214_080_960, activations: 4_407_168,
            convolutions: 62, lines: 40),
        Row(
            name: "resnet18", macs: 1_814_073_344, timeComplexity: 1_813_561_344, activations: 2_484_712,
            convolutions: 20, lines: 40),
        Row(
            name: "resnet50", macs: 4_089_184_256, timeComplexity: 4_087_136_256, activations: 11_114_984,
            convolutions: 53, lines: 40),
        Row(
            name: "resnext50_32x4d", macs: 4_230_479_872, timeComplexity: 4_228_431_872, activations: 14_401_512,
            convolutions: 53, lines: 40),
        Row(
            name: "shufflenet_v2_x1_0", macs: 144_907_992, timeComplexity: 143_883_992, activations: 1_951_200,
            convolutions: 56, lines: 40),
        Row(
            name: "squeezenet1_1", macs: 349_151_936, timeComplexity: 349_151_936, activations: 2_589_352,
            convolutions: 26, lines: 40),
        Row(
            name: "srresnet_x4", macs: 20_442_710_016, timeComplexity: 20_442_710_016, activations: 32_292_864,
            convolutions: 37, lines: 40),
        Row(
            name: "unet_bilinear", macs: 7_761_559_552, timeComplexity: 7_761_559_552, activations: 14_155_776,
            convolutions: 19, lines: 40),
        Row(
            name: "vgg16", macs: 15_470_264_320, timeComplexity: 15_346_630_656, activations: 13_556_712,
            convolutions: 13, lines: 40),
    ]

    static func model(_ name: String) throws -> ImportedModel {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name).onnx"))
        return try ImportedModel(ModelBytes([UInt8](data)), name: name)
    }

    @Test("counts are those of the hooks", .enabled(if: isThere), arguments: rows)
    func counts(row: Row) throws {
        let model = try Self.model(row.name)
        let total = try model.network.cost().total
        #expect(total.macs.count == row.macs)
        #expect(total.timeComplexity.count == row.timeComplexity)
        #expect(total.activations.count == row.activations)
        #expect(total.depth == row.convolutions)
        #expect(model.warnings.isEmpty)
    }

    @Test("texts are short and say the same", .enabled(if: isThere), arguments: rows)
    func text(row: Row) throws {
        let model = try Self.model(row.name)
        let text = try model.languageText(file: row.name)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines <= row.lines, "\(text)")
        #expect(!text.contains("from m"), "one statement a layer: no structure was found")
    }

    @Test("with batch norms kept, parameters agree as well", .enabled(if: isThere))
    func keptNorms() throws {
        let total = try Self.model("mobilenet_v2__bn_kept").network.cost().total
        #expect(total.params.count == 3_504_872)
        #expect(total.macs.count == 300_774_272)
    }
}
